/** Calls whose audio does not pass the engine go on when it dies or stops (product §6.9). */
import { expect, it } from 'vitest'
import { HEIR, type Heir } from '../office/heir.ts'
import { secondPhoneOf } from '../office/more-phones.ts'
import { Office } from '../office/office.ts'
import { sdp } from '../office/scripted-media.ts'
import { asks, callerTalksTo, held, inPlaceOf, resumed, toThePlaceOf } from '../office/talks.ts'

/** Seconds after which a new engine has what it may take. */
const TAKEN = 8

/** Somebody outside talks to Maya, and the database knows of it. */
async function talking(office: Office, busy: readonly string[] = []) {
  const { caller, member: maya } = await callerTalksTo(office, 'Maya', busy)
  await office.pass(5)
  return { caller, maya }
}

/** The engine dies, and another has taken what it may. */
async function goesOnElsewhere(office: Office): Promise<Heir> {
  const heir = await office.engineDies()
  await office.pass(TAKEN)
  return heir
}

const openOffice = () => Office.open({ people: ['Maya'], outlives: true })

it('both are told where their call is now, and it ends as any other', async () => {
  await using office = await openOffice()
  const { caller, maya } = await talking(office)
  const heir = await goesOnElsewhere(office)
  for (const phone of [office.carrier, office.phone('Maya')])
    expect(phone.log.requests('UPDATE').at(-1)?.header('Contact')).toContain(HEIR.address)
  expect([caller.state, maya.state]).toEqual(['answered', 'answered'])
  expect(heir.media.heardBy(maya.remoteBody)).toBe(office.voiceOf(caller))
  await office.pass(5)
  caller.hangUp()
  await office.ends('Maya hears the end', maya)
  const record = await office.records.lastCall()
  expect(record).toMatchObject({ result: 'answered-by-member', answeredBy: 'Maya', reason: 'caller-hung-up' })
  expect(record.endedAt - (record.answeredAt ?? 0)).toBeGreaterThan(17_000)
  expect(record.organizationId).not.toBeNull()
  expect(await office.records.calls()).toHaveLength(1)
  expect(await office.leftovers(heir)).toEqual({})
})

it('the one who was called hangs up before anybody has noticed, at the engine that is there again', async () => {
  await using office = await openOffice()
  const { caller, maya } = await talking(office)
  const heir = await office.engineDies({ inItsPlace: true })
  maya.hangUp()
  await office.ends('the caller hears the end', caller)
  expect(await office.records.lastCall()).toMatchObject({ reason: 'callee-hung-up', answeredBy: 'Maya' })
  expect(await office.leftovers(heir)).toEqual({})
})

it('hold works as before', async () => {
  await using office = await openOffice()
  const { caller, maya } = await talking(office)
  const heir = await goesOnElsewhere(office)
  expect(await office.happens('Maya holds', held(maya))).toBe(200)
  expect(heir.media.heardBy(caller.remoteBody)).toContain('music')
  expect(await office.happens('Maya resumes', resumed(maya))).toBe(200)
  expect(heir.media.heardBy(caller.remoteBody)).toBe(office.voiceOf(maya))
})

it('who is on hold hears music again', async () => {
  await using office = await openOffice()
  const { caller, maya } = await talking(office)
  expect(await office.happens('Maya holds', held(maya))).toBe(200)
  await office.pass(1)
  const heir = await goesOnElsewhere(office)
  expect(heir.media.heardBy(caller.remoteBody)).toContain('music')
  expect(heir.media.heardBy(maya.remoteBody)).toBeUndefined()
})

it('a phone by TCP that has registered anew, over another connection, hears that the caller hung up', async () => {
  await using office = await openOffice()
  const phone = await secondPhoneOf(office, 'Maya', { transport: 'TCP', address: '192.0.2.201' })
  const rings = phone.nextCall()
  const caller = office.callFromOutside()
  const atPhone = await office.happens('the second phone rings', rings)
  atPhone.answer()
  await office.happens('the caller is connected', caller.answered)
  await office.pass(2)
  const heir = await office.engineDies({ inItsPlace: true })
  // Its old connection is gone with the engine; it finds that out with its next message.
  await office.happens('the phone tries to register', phone.register(3_600))
  expect(await office.happens('the phone registers', phone.register(3_600))).toBe(200)
  await office.pass(TAKEN)
  caller.hangUp()
  await office.ends('the phone hears the end', atPhone)
  // What is kept of a registration has a timer.
  const { timers: _, ...held } = await office.leftovers(heir)
  expect(held).toEqual({})
})

it('what ended while nobody was there is not recorded as a long talk', async () => {
  await using office = await openOffice()
  await talking(office)
  office.carrier.userAgent.close()
  office.phone('Maya').userAgent.close()
  await office.engineDies()
  await office.pass(60)
  const record = await office.records.lastCall()
  expect(record).toMatchObject({ result: 'answered-by-member', answeredBy: 'Maya' })
  expect(record.endedAt - (record.answeredAt ?? 0)).toBeLessThan(5_000)
})

it('one whose audio died, too, is ended, and its record says so', async () => {
  await using office = await openOffice()
  const { caller, maya } = await talking(office)
  const heir = await office.engineDies({ audioToo: true })
  await office.ends('the caller hears the end', caller)
  await office.ends('Maya hears the end', maya)
  expect(await office.records.lastCall()).toMatchObject({ reason: 'media-unavailable', answeredBy: 'Maya' })
  expect(await office.leftovers(heir)).toEqual({})
})

it('an engine that stops in order does not wait for it, nor end it', async () => {
  await using office = await openOffice()
  const { caller, maya } = await talking(office)
  await office.happens('it has stopped', office.engine.drain(30_000))
  expect([caller.state, maya.state]).toEqual(['answered', 'answered'])
  const heir = await goesOnElsewhere(office)
  maya.hangUp()
  await office.ends('the caller hears the end', caller)
  expect(await office.leftovers(heir)).toEqual({})
})

it('one that is over is nobody’s to take', async () => {
  await using office = await openOffice()
  const { caller, maya } = await talking(office)
  caller.hangUp()
  await office.ends('Maya hears the end', maya)
  await office.pass(1)
  const heir = await goesOnElsewhere(office)
  expect(heir.engine.counters().calls).toBe(0)
})

it('one whose audio passes the engine ends with it', async () => {
  await using office = await openOffice()
  office.media.outlives = false
  await talking(office)
  const heir = await goesOnElsewhere(office)
  expect(heir.engine.counters().calls).toBe(0)
})

it('a phone that has forgotten its call is hung up on with the other', async () => {
  await using office = await openOffice()
  const { caller } = await talking(office)
  office.phone('Maya').userAgent.close()
  const heir = await office.engineDies()
  await office.ends('the caller hears the end', caller)
  expect(await office.leftovers(heir)).toEqual({})
})

it('one that another phone has taken over goes on with that phone', async () => {
  await using office = await openOffice()
  const { caller, maya } = await talking(office)
  const softphone = await secondPhoneOf(office, 'Maya')
  const taking = softphone.call((await office.deviceOf('Maya')).e164, inPlaceOf(maya))
  await office.happens('the softphone has it', taking.answered)
  await office.ends('the desk phone is free', maya)
  await office.pass(1)
  const heir = await goesOnElsewhere(office)
  expect([caller.state, taking.state]).toEqual(['answered', 'answered'])
  expect(heir.media.heardBy(caller.remoteBody)).toBe(office.voiceOf(taking))
  caller.hangUp()
  await office.ends('the softphone hears the end', taking)
  expect(await office.leftovers(heir)).toEqual({})
})

it('one whose caller has gone over to another phone goes on with that phone', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'], outlives: true })
  const { e164 } = await office.deviceOf('Maya')
  const { asking: maya, asked: tom } = await asks(office, 'Maya', 'Tom')
  await office.pass(1)
  const softphone = await secondPhoneOf(office, 'Maya')
  const taking = softphone.call(e164, inPlaceOf(maya))
  await office.happens('the softphone has it', taking.answered)
  await office.ends('the desk phone is free', maya)
  await office.pass(1)
  const heir = await goesOnElsewhere(office)
  expect([taking.state, tom.state]).toEqual(['answered', 'answered'])
  expect(heir.media.heardBy(tom.remoteBody)).toBe(office.voiceOf(taking))
  tom.hangUp()
  await office.ends('the softphone hears the end', taking)
  expect(await office.leftovers(heir)).toEqual({})
})

it('two whom a phone has joined go on with each other', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'], outlives: true })
  const { caller, maya } = await talking(office, ['Tom'])
  const { asking, asked } = await asks(office, 'Maya', 'Tom')
  expect(await office.happens('Maya joins them', maya.refer(toThePlaceOf(asking)))).toBe(202)
  await office.ends('Maya is free', maya)
  await office.pass(1)
  const heir = await goesOnElsewhere(office)
  expect([caller.state, asked.state]).toEqual(['answered', 'answered'])
  expect(heir.media.heardBy(caller.remoteBody)).toBe(office.voiceOf(asked))
  caller.hangUp()
  await office.ends('Tom hears the end', asked)
  expect(await office.leftovers(heir)).toEqual({})
})

it('one that ended while the database was away, before its engine died, is nobody’s to take', async () => {
  await using office = await openOffice()
  const { caller, maya } = await talking(office)
  office.database = 'away'
  caller.hangUp()
  await office.ends('Maya hears the end', maya)
  await office.pass(1)
  const heir = await office.engineDies({ inItsPlace: true, withItsDisk: true })
  await office.pass(60)
  const record = await office.records.lastCall()
  expect(record).toMatchObject({ result: 'answered-by-member', reason: 'caller-hung-up' })
  expect(record.endedAt - (record.answeredAt ?? 0)).toBeGreaterThan(4_000)
  expect(await office.leftovers(heir)).toEqual({})
})

it('who asked for a session timer is refreshed by the other engine as before, and one that is not heard of any more is over (RFC 4028)', async () => {
  await using office = await openOffice()
  const timer = 'Supported: timer\r\nSession-Expires: 90;refresher=uas\r\n'
  const caller = office.callFromOutside(undefined, timer)
  const maya = await office.nextCallAt('Maya')
  maya.answer()
  expect((await office.happens('the caller is connected', caller.answered)).header('Session-Expires')).toBe(
    '90;refresher=uas',
  )
  await office.pass(5)
  const heir = await goesOnElsewhere(office)
  const told = office.carrier.log.requests('UPDATE').length
  await office.pass(200)
  expect(office.carrier.log.requests('UPDATE').length - told).toBeGreaterThanOrEqual(4)
  expect([caller.state, maya.state]).toEqual(['answered', 'answered'])
  office.carrier.userAgent.close()
  await office.pass(100)
  await office.ends('Maya hears the end', maya)
  expect(await office.records.lastCall()).toMatchObject({ result: 'answered-by-member' })
  expect(await office.leftovers(heir)).toEqual({})
})

it('one whose caller has left the offer to us goes on, too', async () => {
  await using office = await openOffice()
  const answerInAck = sdp('198.51.100.1', 40_000)
  const caller = office.callFromOutside(undefined, '', { body: '', answerInAck })
  const maya = await office.nextCallAt('Maya')
  maya.answer()
  await office.happens('the caller is connected', caller.answered)
  await office.pass(5)
  const heir = await goesOnElsewhere(office)
  expect([caller.state, maya.state, heir.engine.counters().calls]).toEqual(['answered', 'answered', 1])
  expect(heir.media.heardBy(maya.remoteBody)).toBe(office.voiceOf(caller))
  maya.hangUp()
  await office.ends('the caller hears the end', caller)
  expect(await office.leftovers(heir)).toEqual({})
})
