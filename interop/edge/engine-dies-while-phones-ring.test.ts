/** An engine behind Kamailio is killed while a phone rings: the caller is not left waiting, and the phone does not ring on. */
import type { SipPhone } from '@mainline/sip/testing'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { until } from '../peers/waiting.ts'
import { createWorkspace, TRUNK_ADDRESS, type Workspace } from '../workspace.ts'
import { EdgeFixture, homes } from './edge-fixture.ts'

const DOMAIN = 'site-1.mainline.test'

let edge: EdgeFixture
let workspace: Workspace
let carrier: SipPhone
let desk: SipPhone
beforeAll(async () => {
  edge = await EdgeFixture.start({
    sites: { [DOMAIN]: homes.second, '+4420794602': homes.second },
    // Time enough to be killed in: whoever lives says each minute that it goes on. Kamailio looks at a phone that has answered
    // something first when its 32 seconds for saying anything at all are over.
    silence: { engine: 6_000, phone: 33_000 },
  })
  workspace = await createWorkspace(edge.first, { members: 1 })
  carrier = await edge.phone({ address: TRUNK_ADDRESS, user: '+442079460990' })
  const login = workspace.members[0]?.login
  if (!login) throw new Error('no member')
  const { username, password, domain } = login
  const credentials = { username, password }
  desk = await edge.phone({ address: '127.0.0.4', user: username, domain, credentials, transport: 'TCP' })
  await edge.register(desk)
})
afterAll(() => edge?.[Symbol.asyncDispose]())
beforeEach(async () => {
  if (!edge.second.alive) await edge.second.start()
  await until('the edge to use the second engine', () => edge.isUsed(edge.second), 30_000)
})

/** A call that rings at the desk, and whose engine has been killed. */
async function orphaned() {
  const rings = desk.nextCall()
  const call = carrier.call(`sip:${workspace.mainNumber}@${edge.sip.address}:${edge.sip.port}`)
  const atDesk = await rings
  await call.ringing
  await edge.second.kill9()
  return { call, atDesk }
}

it('a caller who still waits is taken to the other engine', async () => {
  const { call } = await orphaned()
  const again = await desk.nextCall()
  again.answer()
  const answer = await call.answered
  expect(answer.contacts[0]?.uri.port).toBe(edge.first.sip.port)
  call.hangUp()
  expect((await again.ended).end).toBe('remote-bye')
})

it('a caller who has given up leaves no phone ringing', async () => {
  const { call, atDesk } = await orphaned()
  call.hangUp()
  const begun = Date.now()
  expect((await atDesk.ended).end).toBe('cancelled')
  expect(Date.now() - begun).toBeLessThan(45_000)
  await call.ended
})
