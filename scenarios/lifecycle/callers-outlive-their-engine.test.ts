/** Whoever was answered and talks to nobody when the engine dies is led on by another one, and not left in silence (product §6.9). */
import { expect, it } from 'vitest'
import { toReception } from '../office/at-reception.ts'
import { Office } from '../office/office.ts'
import { Seat } from '../office/seat.ts'
import { callerTalksTo } from '../office/talks.ts'

/** Seconds after which a new engine has what it may take. */
const TAKEN = 8

const openOffice = (people: readonly string[]) => Office.open({ people, outlives: true })

/** Somebody who has waited for Rita so long that music plays. */
async function waiting(office: Office) {
  await office.settings.saveRoutes(toReception)
  const rita = await Seat.open(office, 'Rita', { ringsDevice: false })
  const caller = office.callFromOutside()
  await office.happens('the caller hears music', caller.answered)
  await office.pass(1)
  return { caller, rita }
}

it('who waits for the reception, of which nobody is at the other engine, is greeted by the mailbox and leaves a message', async () => {
  await using office = await openOffice(['Rita'])
  const { caller } = await waiting(office)
  const heir = await office.engineDies()
  await office.pass(TAKEN + 0.5)
  expect(caller.state).toBe('answered')
  expect(heir.media.heardBy(caller.remoteBody)).toBe(
    'you-have-reached, 442079460000, leave-message-after-tone',
  )
  await office.until('something is recorded', () => heir.media.isRecording)
  await office.pass(5)
  caller.hangUp()
  await office.pass(2)
  const record = await office.records.lastCall()
  expect(record.result).toBe('voicemail-left')
  expect(record.path.map(({ reason }) => reason)).toContain(
    'The engine that had the call was lost; another one led the caller on.',
  )
  expect(await office.records.calls()).toHaveLength(1)
  expect(await office.leftovers(heir)).toEqual({})
})

it('who waits for the reception waits on where its people are at the other engine', async () => {
  await using office = await openOffice(['Rita'])
  const { caller } = await waiting(office)
  const heir = await office.engineDies()
  const rita = await Seat.open(office, 'Rita', { at: heir.engine })
  const atRita = await office.nextCallAt('Rita')
  atRita.answer()
  await office.pass(1)
  expect(heir.media.heardBy(caller.remoteBody)).toBe(office.voiceOf(atRita))
  caller.hangUp()
  await office.ends('Rita hears the end', atRita)
  expect(await office.records.lastCall()).toMatchObject({
    result: 'answered-by-reception',
    answeredBy: 'Rita',
  })
  await office.pass(10)
  rita.leave()
  expect(await office.leftovers(heir)).toEqual({})
})

it('who is passed on comes back to who passed it on', async () => {
  await using office = await openOffice(['Maya', 'Tom'])
  const { caller, member: maya } = await callerTalksTo(office, 'Maya', ['Tom'])
  const rings = office.phone('Tom').nextCall()
  const toTom = `<sip:${await office.extensionOf('Tom')}@192.0.2.1>`
  expect(await office.happens('Maya passes the call on', maya.refer(toTom))).toBe(202)
  await office.happens('it rings at Tom', rings)
  await office.pass(1)
  const heir = await office.engineDies()
  const back = await office.nextCallAt('Maya')
  back.answer()
  await office.pass(1)
  expect(caller.state).toBe('answered')
  expect(heir.media.heardBy(caller.remoteBody)).toBe(office.voiceOf(back))
  caller.hangUp()
  await office.ends('Maya hears the end', back)
  expect(await office.records.lastCall()).toMatchObject({ result: 'answered-by-member' })
})

it('who talks to the reception at a desk phone talks on', async () => {
  await using office = await openOffice(['Rita'])
  await office.settings.saveRoutes(toReception)
  const rita = await Seat.open(office, 'Rita')
  const caller = office.callFromOutside()
  const atRita = await rita.lift()
  await office.happens('the caller is connected', caller.answered)
  await office.pass(1)
  const heir = await office.engineDies()
  await office.pass(TAKEN)
  expect([caller.state, atRita.state]).toEqual(['answered', 'answered'])
  expect(heir.media.heardBy(caller.remoteBody)).toBe(office.voiceOf(atRita))
  caller.hangUp()
  await office.ends('Rita hears the end', atRita)
  expect(await office.records.lastCall()).toMatchObject({
    result: 'answered-by-reception',
    answeredBy: 'Rita',
  })
  expect(await office.leftovers(heir)).toEqual({})
})

it('whose call is about to be passed on by the reception waits again, and phones that talked in it are free', async () => {
  await using office = await openOffice(['Rita', 'Tom'])
  await office.settings.saveRoutes(toReception)
  const rita = await Seat.open(office, 'Rita')
  const caller = office.callFromOutside()
  const atRita = await rita.lift()
  await office.happens('the caller is connected', caller.answered)
  await rita.order({ do: 'ask', to: await rita.to('Tom') })
  const atTom = await office.nextCallAt('Tom')
  atTom.answer()
  await office.pass(1)
  const heir = await office.engineDies()
  await office.ends('Rita is free', atRita)
  await office.ends('Tom is free', atTom)
  await office.until('the mailbox records', () => heir.media.isRecording)
  expect(caller.state).toBe('answered')
})

it('who leaves a message hears the greeting again', async () => {
  await using office = await openOffice(['Rita'])
  await office.settings.saveRoutes(toReception)
  const caller = office.callFromOutside()
  await office.recording()
  await office.pass(2)
  const heir = await office.engineDies()
  await office.until('the mailbox of the other engine records', () => heir.media.isRecording)
  await office.pass(5)
  caller.hangUp()
  await office.pass(2)
  expect(await office.records.lastCall()).toMatchObject({ result: 'voicemail-left' })
  expect(await office.leftovers(heir)).toEqual({})
})

it('whose audio is lost, too, is hung up on, and the record says so', async () => {
  await using office = await openOffice(['Rita'])
  const { caller } = await waiting(office)
  const heir = await office.engineDies({ audioToo: true })
  await office.ends('the caller hears the end', caller)
  expect(await office.records.lastCall()).toMatchObject({ reason: 'media-unavailable' })
  expect(await office.leftovers(heir)).toEqual({})
})

it('who has waited in silence for more than a minute has left, and rings at nobody’s', async () => {
  await using office = await openOffice(['Rita'])
  const { caller } = await waiting(office)
  const heir = await office.engineDies({ unnoticedFor: 70 })
  await office.ends('the call is ended', caller)
  expect(await office.records.lastCall()).toMatchObject({ result: 'abandoned' })
  expect(heir.media.played).toEqual([])
})

it('an engine that stops in order waits for them as for all calls', async () => {
  await using office = await openOffice(['Rita'])
  const { caller } = await waiting(office)
  const stops = office.engine.drain(5_000)
  await office.ends('the caller hears the end', caller)
  await office.happens('it has stopped', stops)
  expect(await office.records.lastCall()).toMatchObject({ reason: 'engine-stopping' })
})
