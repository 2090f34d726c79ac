/** Behind Kamailio the two calls of a phone may be at two engines: it joins them all the same (C8, RFC 3891). */
import type { SipPhone } from '@mainline/sip/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { atRest } from '../at-rest.ts'
import { Rtpengine } from '../peers/rtpengine.ts'
import { until } from '../peers/waiting.ts'
import { temporaryFolder } from '../server-fixture.ts'
import { createWorkspace, TRUNK_ADDRESS, type Workspace } from '../workspace.ts'
import { EdgeFixture, homes } from './edge-fixture.ts'

const DOMAIN = 'site-1.mainline.test'

let rtpengine: Rtpengine
let edge: EdgeFixture
let workspace: Workspace
let carrier: SipPhone
const desks: SipPhone[] = []
beforeAll(async () => {
  ensureDebianPackages(['rtpengine-daemon'])
  rtpengine = await Rtpengine.start({ folder: temporaryFolder('mainline-rtpengine-') })
  edge = await EdgeFixture.start({
    env: { MAINLINE_RTPENGINE: rtpengine.setting },
    // Calls from outside at one engine, those of phones at the other.
    sites: { [DOMAIN]: homes.first, '+4420794602': homes.second },
  })
  workspace = await createWorkspace(edge.first, { members: 2 })
  carrier = await edge.phone({ address: TRUNK_ADDRESS, user: '+442079460990' })
  for (const [index, { login }] of workspace.members.entries()) {
    const { username, password, domain } = login
    const credentials = { username, password }
    const desk = await edge.phone({ address: `127.0.0.${4 + index}`, user: username, domain, credentials })
    await edge.register(desk)
    desks.push(desk)
  }
})
afterAll(async () => {
  await edge?.[Symbol.asyncDispose]()
  await rtpengine?.[Symbol.asyncDispose]()
})

it('a caller who was answered at one engine talks to whom the phone has asked by the other', async () => {
  const [maya, tom] = desks
  const number = workspace.members[1]?.e164
  if (!maya || !tom || number === undefined) throw new Error('two phones were wanted')
  const rings = maya.nextCall()
  tom.behaviour = { kind: 'busy' }
  const caller = carrier.call(`sip:${workspace.mainNumber}@${edge.sip.address}:${edge.sip.port}`)
  const atMaya = await rings
  atMaya.answer()
  expect((await caller.answered).contacts[0]?.uri.port).toBe(edge.second.sip.port)
  tom.behaviour = { kind: 'ring' }
  const ringsAtTom = tom.nextCall()
  const asking = maya.call(number)
  const atTom = await ringsAtTom
  atTom.answer()
  expect((await asking.answered).contacts[0]?.uri.port).toBe(edge.first.sip.port)
  // What is known of a call reaches the database within a tenth of a second.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  const place = `<sip:${number}@${DOMAIN}?Replaces=${encodeURIComponent(asking.replaces)}>`
  // An engine that has just started is refused calls of others for some seconds; then both calls stay up.
  await until('Maya to be let', async () => (await atMaya.refer(place)) === 202, 10_000)
  await Promise.all([atMaya.ended, asking.ended])
  await until(
    'Tom to be told where his call is',
    () =>
      tom.log.requests('UPDATE').at(-1)?.header('Contact')?.includes(String(edge.second.sip.port)) ?? false,
    10_000,
  )
  expect([caller.state, atTom.state]).toEqual(['answered', 'answered'])
  expect(await atTom.reinvite(atTom.body)).toBe(200)
  atTom.hangUp()
  expect((await caller.ended).end).toBe('remote-bye')
  for (const engine of [edge.first, edge.second]) expect(await atRest(engine, 'calls')).toEqual({})
})
