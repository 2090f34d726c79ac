/** An engine behind Kamailio is killed, stops, and comes back: calls go to the one that is there, and phones ring (N5). */
import type { PhoneCall, SipPhone } from '@mainline/sip/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { until } from '../peers/waiting.ts'
import { createWorkspace, TRUNK_ADDRESS, type Workspace } from '../workspace.ts'
import { EdgeFixture, homes } from './edge-fixture.ts'

const DOMAIN = 'site-1.mainline.test'

let edge: EdgeFixture
let workspace: Workspace
let carrier: SipPhone
let desk: SipPhone
beforeAll(async () => {
  // All of the site is at home at the second engine.
  edge = await EdgeFixture.start({
    oneAddress: true,
    sites: { [DOMAIN]: homes.second, '+4420794602': homes.second },
  })
  workspace = await createWorkspace(edge.first, { members: 1 })
  carrier = await edge.phone({ address: TRUNK_ADDRESS, user: '+442079460990' })
  const { username, password, domain } = workspace.members[0]?.login ?? {
    username: '',
    password: '',
    domain: '',
  }
  const credentials = { username, password }
  desk = await edge.phone({ address: '127.0.0.4', user: username, domain, credentials, transport: 'TCP' })
  await edge.register(desk)
})
afterAll(() => edge?.[Symbol.asyncDispose]())

/** Calls, is answered at the desk, and says which engine has the call. */
async function connect(): Promise<{ call: PhoneCall; atDesk: PhoneCall; engine: number | undefined }> {
  const rings = desk.nextCall()
  const call = carrier.call(`sip:${workspace.mainNumber}@${edge.sip.address}:${edge.sip.port}`)
  // A call that nobody takes says why, instead of waiting for a phone that will not ring.
  const refused = call.ended.then(({ end, failure }) => {
    throw new Error(`the call ended before the desk rang: ${end}, ${failure?.status}`)
  })
  const atDesk = await Promise.race([rings, refused])
  atDesk.answer()
  const answer = await call.answered
  return { call, atDesk, engine: answer.contacts[0]?.uri.port }
}

async function hangUp({ call, atDesk }: { call: PhoneCall; atDesk: PhoneCall }): Promise<void> {
  call.hangUp()
  expect((await atDesk.ended).end).toBe('remote-bye')
}

/** Calls until one is at that engine: the edge finds out within two seconds that it is there. */
const reaches = (engine: number) =>
  until(
    `calls to reach ${engine}`,
    async () => {
      const connected = await connect()
      await hangUp(connected)
      return connected.engine === engine
    },
    30_000,
  )

it('the next call after its engine was killed is answered by the other one, at the same phone', async () => {
  const before = await connect()
  expect(before.engine).toBe(edge.second.sip.port)
  await hangUp(before)
  await edge.second.kill9()
  const after = await connect()
  expect(after.engine).toBe(edge.first.sip.port)
  await hangUp(after)
  await edge.register(desk)
})

it('one that comes back has its calls again', async () => {
  await edge.second.start()
  await reaches(edge.second.sip.port)
})

it('one that stops gets no new calls, and its last one goes on to its end', async () => {
  const last = await connect()
  expect(last.engine).toBe(edge.second.sip.port)
  const stopped = edge.second.stop()
  await until('the edge to hear of it', () => !edge.isUsed(edge.second), 10_000)
  expect(edge.second.alive).toBe(true)
  const next = await connect()
  expect(next.engine).toBe(edge.first.sip.port)
  await hangUp(next)
  await hangUp(last)
  expect(await stopped).toBe(0)
})

it('one that is about to stop, and is the last, still hears who calls for help (C15)', async () => {
  const gateway = await edge.phone({ address: '127.0.0.6', user: 'gateway' })
  const [, port] = /:(\d+)$/.exec(gateway.contactUri) ?? []
  const { operatorId } = workspace
  await edge.first.api.post('/trunks', { operatorId, name: 'Out', host: '127.0.0.6', port: Number(port) })
  const last = await connect()
  expect(last.engine).toBe(edge.first.sip.port)
  const stopped = edge.first.stop()
  await until('the edge to hear of it', () => !edge.isUsed(edge.first), 10_000)
  const rings = gateway.nextCall()
  const call = desk.call(`sip:112@${DOMAIN}`)
  const forHelp = await rings
  forHelp.answer()
  await call.answered
  const other = carrier.call(`sip:${workspace.mainNumber}@${edge.sip.address}:${edge.sip.port}`)
  expect((await other.ended).failure?.status).toBe(503)
  call.hangUp()
  await forHelp.ended
  await hangUp(last)
  expect(await stopped).toBe(0)
})
