/** An attended transfer (C8, RFC 3891) whose two calls are at different engines: the other one's call is fetched. */
import type { PhoneCall } from '@mainline/sip/testing'
import { expect, it } from 'vitest'
import { HEIR, type Heir } from '../office/heir.ts'
import { Office } from '../office/office.ts'
import { PASSWORD, SERVER } from '../office/office-phone.ts'
import { callerTalksTo, toThePlaceOf } from '../office/talks.ts'

/** Maya talks to a caller at one engine, and by another line of the same phone to Tom at another engine. */
async function stage(office: Office, outlives = true) {
  const { caller, member: maya } = await callerTalksTo(office, 'Maya', ['Tom'])
  const beside = await office.engineBeside()
  beside.media.outlives = outlives
  await office.pass(8)
  const credentials = { username: 'maya', password: PASSWORD }
  const line = await office.visitor({ user: 'maya', credentials, server: HEIR })
  const rings = office.phone('Tom').nextCall()
  const asking = line.call(await office.extensionOf('Tom'))
  const tom = await office.happens('it rings at Tom', rings)
  tom.answer()
  await office.happens('Maya talks to Tom', asking.answered)
  await office.pass(1)
  expect([office.engine.counters().calls, beside.engine.counters().calls]).toEqual([1, 1])
  return { caller, maya, asking, tom, beside }
}

const openOffice = () => Office.open({ people: ['Maya', 'Tom'], outlives: true })

async function nothingIsLeft(office: Office, beside: Heir): Promise<void> {
  expect(await office.leftovers()).toEqual({})
  expect(await office.leftovers(beside)).toEqual({})
}

it('the two hear each other, and end as any other call', async () => {
  await using office = await openOffice()
  const { caller, maya, asking, tom, beside } = await stage(office)
  expect(await office.happens('Maya joins them', maya.refer(toThePlaceOf(asking)))).toBe(202)
  await office.ends('Maya is free', maya)
  await office.ends('her other line is, too', asking)
  await office.pass(2)
  expect([caller.state, tom.state]).toEqual(['answered', 'answered'])
  expect(office.heardBy(caller)).toBe(office.voiceOf(tom))
  const told = office.phone('Tom').log.requests('UPDATE').at(-1)
  expect(told?.header('Contact')).toContain(SERVER.address)
  expect(beside.engine.counters().calls).toBe(0)
  caller.hangUp()
  await office.ends('Tom hears the end', tom)
  await nothingIsLeft(office, beside)
  expect((await office.records.calls()).map(({ reason }) => reason).sort()).toEqual([
    'caller-hung-up',
    'joined-elsewhere',
  ])
})

it('asked for at the engine of the other call, the caller is fetched', async () => {
  await using office = await openOffice()
  const { caller, maya, asking, tom, beside } = await stage(office)
  expect(await office.happens('Maya joins them', asking.refer(toThePlaceOf(maya)))).toBe(202)
  await office.ends('Maya is free', maya)
  await office.pass(2)
  expect(beside.media.heardBy(caller.remoteBody)).toBe(office.voiceOf(tom))
  tom.hangUp()
  await office.ends('the caller hears the end', caller)
  await nothingIsLeft(office, beside)
})

it.each([
  ['whose audio passes the other engine', false, (asking: PhoneCall) => toThePlaceOf(asking)],
  ['that nobody has', true, () => '<sip:x@192.0.2.1?Replaces=nobody%3Bto-tag%3Da%3Bfrom-tag%3Db>'],
] as const)('a call %s cannot be fetched: refused, and both calls go on', async (_, outlives, where) => {
  await using office = await openOffice()
  const { caller, maya, asking, tom } = await stage(office, outlives)
  expect(await office.happens('Maya is refused', maya.refer(where(asking)))).toBe(404)
  expect([caller.state, maya.state, asking.state, tom.state]).toEqual(Array(4).fill('answered'))
})

it('an engine that does not give it is not waited for', async () => {
  await using office = await openOffice()
  const { caller, maya, asking, tom, beside } = await stage(office)
  beside.engine.callWanted = () => {}
  expect(await office.happens('Maya is refused', maya.refer(toThePlaceOf(asking)))).toBe(404)
  expect([caller.state, maya.state, asking.state, tom.state]).toEqual(Array(4).fill('answered'))
})
