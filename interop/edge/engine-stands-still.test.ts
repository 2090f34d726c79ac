/** An engine that stood still for so long that another one has its calls (product §6.9) writes and says nothing of them. */
import type { PhoneCall, SipPhone } from '@mainline/sip/testing'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { ensureDebianPackages } from '../../scripts/install-debian-packages.ts'
import { atRest } from '../at-rest.ts'
import { Rtpengine } from '../peers/rtpengine.ts'
import { sleep, until } from '../peers/waiting.ts'
import { temporaryFolder } from '../server-fixture.ts'
import { type CallRecord, createWorkspace, endedCalls, TRUNK_ADDRESS, type Workspace } from '../workspace.ts'
import { EdgeFixture, homes } from './edge-fixture.ts'

const DOMAIN = 'site-1.mainline.test'

let rtpengine: Rtpengine
let edge: EdgeFixture
let workspace: Workspace
let carrier: SipPhone
let desk: SipPhone
beforeAll(async () => {
  ensureDebianPackages(['rtpengine-daemon'])
  rtpengine = await Rtpengine.start({ folder: temporaryFolder('mainline-rtpengine-') })
  edge = await EdgeFixture.start({
    env: { MAINLINE_RTPENGINE: rtpengine.setting },
    sites: { [DOMAIN]: homes.second, '+4420794602': homes.second },
  })
  workspace = await createWorkspace(edge.first, { members: 1 })
  carrier = await edge.phone({ address: TRUNK_ADDRESS, user: '+442079460990' })
  const login = workspace.members[0]?.login
  if (!login) throw new Error('no member')
  const { username, password, domain } = login
  const credentials = { username, password }
  desk = await edge.phone({ address: '127.0.0.4', user: username, domain, credentials })
  await edge.register(desk)
})
afterAll(async () => {
  edge?.second.goOn()
  await edge?.[Symbol.asyncDispose]()
  await rtpengine?.[Symbol.asyncDispose]()
})
beforeEach(() => until('the edge to use the second engine', () => edge.isUsed(edge.second), 30_000))

/** A call at the second engine, which stands still until the first has told both parties where their call is. */
async function taken(): Promise<{ call: PhoneCall; atDesk: PhoneCall }> {
  const rings = desk.nextCall()
  const call = carrier.call(`sip:${workspace.mainNumber}@${edge.sip.address}:${edge.sip.port}`)
  const atDesk = await rings
  atDesk.answer()
  const answer = await call.answered
  expect(answer.contacts[0]?.uri.port).toBe(edge.second.sip.port)
  await sleep(1_000)
  const told = [carrier, desk].map((phone) => phone.log.requests('UPDATE').length)
  edge.second.standStill()
  for (const [index, phone] of [carrier, desk].entries())
    await until(
      'the party to be told',
      () => phone.log.requests('UPDATE').length > (told[index] ?? 0),
      30_000,
    )
  return { call, atDesk }
}

async function lastRecord(): Promise<CallRecord> {
  const [record] = await endedCalls(edge.first, workspace)
  if (!record) throw new Error('there is no record')
  return record
}

it('of one that goes on', async () => {
  const { call, atDesk } = await taken()
  const before = (await endedCalls(edge.first, workspace)).length
  edge.second.goOn()
  await sleep(8_000)
  expect([call.state, atDesk.state]).toEqual(['answered', 'answered'])
  expect(await atRest(edge.second, 'calls')).toEqual({})
  expect(await endedCalls(edge.first, workspace)).toHaveLength(before)
  expect(await atDesk.reinvite(atDesk.body)).toBe(200)
  call.hangUp()
  expect((await atDesk.ended).end).toBe('remote-bye')
})

it('of one that has ended meanwhile', async () => {
  const { call, atDesk } = await taken()
  call.hangUp()
  await atDesk.ended
  expect(await atRest(edge.first, 'calls')).toEqual({})
  const record = await lastRecord()
  await sleep(3_000)
  edge.second.goOn()
  await sleep(10_000)
  expect(await atRest(edge.second, 'calls')).toEqual({})
  expect(await lastRecord()).toEqual(record)
})

it('of one whose caller it hears hanging up when it goes on, as the other one has before', async () => {
  const rings = desk.nextCall()
  const call = carrier.call(`sip:${workspace.mainNumber}@${edge.sip.address}:${edge.sip.port}`)
  const atDesk = await rings
  atDesk.answer()
  await call.answered
  await sleep(1_000)
  edge.second.standStill()
  // The edge asks it first, and then the other one: both have this BYE.
  call.hangUp()
  expect((await atDesk.ended).end).toBe('remote-bye')
  expect(await atRest(edge.first, 'calls')).toEqual({})
  const record = await lastRecord()
  await sleep(3_000)
  edge.second.goOn()
  await sleep(10_000)
  expect(await atRest(edge.second, 'calls')).toEqual({})
  expect(await lastRecord()).toEqual(record)
})
