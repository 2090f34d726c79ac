/** Whatever throws while one event of a call is handled ends that call, or leads it on; it is logged, and others go on (C4, C13). */
import { type EngineLog, type LiveCall, silentLog } from '@mainline/engine'
import type { PhoneCall } from '@mainline/sip/testing'
import { expect, it } from 'vitest'
import { toReception } from '../office/at-reception.ts'
import { CARRIER, Office } from '../office/office.ts'
import { equipPortal, PortalCaller } from '../office/portal-caller.ts'
import { sdp } from '../office/scripted-media.ts'
import { Seat } from '../office/seat.ts'
import { asks, callerTalksTo, inPlaceOf, toThePlaceOf } from '../office/talks.ts'

function fail(): never {
  throw new Error('a bug')
}

async function openOffice(people: readonly string[]) {
  const bugs: unknown[] = []
  const log: EngineLog = {
    ...silentLog,
    error: ({ callId, event }: { callId?: string; event?: string }, message) =>
      bugs.push(`${message}: ${event} ${callId}`),
  }
  return { office: await Office.open({ people, log }), bugs }
}

function theCall(office: Office): LiveCall {
  const [live] = office.engine.liveCalls().slice(-1)
  if (live === undefined) throw new Error('there is no call')
  return live
}

/** A call in which two talk already. */
async function talking(
  office: Office,
  name: string,
  busy: readonly string[] = [],
): Promise<{ caller: PhoneCall; callee: PhoneCall; live: LiveCall }> {
  const { caller, member: callee } = await callerTalksTo(office, name, busy)
  return { caller, callee, live: theCall(office) }
}

it('a phone whose answer cannot be handled is let go of, the others ring on, and another call is not touched', async () => {
  const { office, bugs } = await openOffice(['Maya', 'Tom', 'Ada'])
  await using _ = office
  const other = await talking(office, 'Ada')
  const caller = office.callFromOutside()
  const maya = await office.nextCallAt('Maya')
  const live = theCall(office)
  const media = live.calleeMedia
  if (media === undefined) throw new Error('nobody rings')
  const { takeAnswer } = media
  media.takeAnswer = fail
  maya.answer()
  await office.ends("Maya's phone is let go of", maya)
  expect(bugs).toEqual([`a call went wrong: onAnswered ${live.origin.id}`])

  media.takeAnswer = takeAnswer
  const tom = office.phone('Tom').calls.at(-1)
  tom?.answer()
  await office.happens('the caller is connected', caller.answered)
  expect([other.caller.state, other.callee.state]).toEqual(['answered', 'answered'])
  caller.hangUp()
  other.caller.hangUp()
  await office.ends('the call ends', other.callee)
  expect(await office.leftovers()).toEqual({})
})

it('with no other phone the caller is led to voicemail', async () => {
  const { office } = await openOffice(['Maya'])
  await using _ = office
  const caller = office.callFromOutside()
  const maya = await office.nextCallAt('Maya')
  const media = theCall(office).calleeMedia
  if (media) media.takeAnswer = fail
  maya.answer()
  await office.recording()
  await office.pass(5)
  caller.hangUp()
  expect(await office.records.calls()).toMatchObject([{ result: 'voicemail-left' }])
  expect(await office.leftovers()).toEqual({})
})

it('what the phone in a call asks for is refused, and the call ends on both sides', async () => {
  const { office, bugs } = await openOffice(['Maya'])
  await using _ = office
  const { caller, callee, live } = await talking(office, 'Maya')
  for (const { media } of live.legs.values()) media.renegotiate = fail
  const status = callee.reinvite(sdp('192.0.2.11', 41_000))
  expect(await office.happens('the re-INVITE is answered', status)).toBe(500)
  await office.ends('the caller is let go of', caller)
  expect(bugs).toEqual([`a call went wrong: onReinvite ${live.origin.id}`])
  expect(await office.records.calls()).toMatchObject([{ result: 'answered-by-member' }])
  expect(await office.leftovers()).toEqual({})
})

it('the same of the caller', async () => {
  const { office, bugs } = await openOffice(['Maya'])
  await using _ = office
  const { caller, callee, live } = await talking(office, 'Maya')
  if (live.callerMedia) live.callerMedia.renegotiate = fail
  const status = caller.reinvite(sdp('198.51.100.1', 41_000))
  expect(await office.happens('the re-INVITE is answered', status)).toBe(500)
  await office.ends('Maya is let go of', callee)
  await office.ends('the caller is let go of', caller)
  expect(bugs).toEqual([`a call went wrong: onReinvite ${live.origin.id}`])
  expect(await office.leftovers()).toEqual({})
})

it('a command that cannot be performed before the answer sends the caller elsewhere: 500', async () => {
  const { office } = await openOffice(['Maya'])
  await using _ = office
  const caller = office.callFromOutside()
  const maya = await office.nextCallAt('Maya')
  const media = theCall(office).callerMedia
  if (media) media.answerFrom = fail
  maya.answer()
  const { failure } = await office.happens('the caller is refused', caller.ended)
  expect(failure?.status).toBe(500)
  await office.ends('Maya is let go of', maya)
  expect(await office.records.calls()).toHaveLength(1)
  expect(await office.leftovers()).toEqual({})
})

it('audio that cannot be closed costs no record', async () => {
  const { office, bugs } = await openOffice(['Maya'])
  await using _ = office
  const { caller, callee, live } = await talking(office, 'Maya')
  const [media] = [...live.legs.values()].map((leg) => leg.media)
  const close = media?.close.bind(media)
  if (media) media.close = fail
  caller.hangUp()
  await office.ends('Maya hears of it', callee)
  expect(bugs).toHaveLength(1)
  expect(await office.records.calls()).toMatchObject([{ result: 'answered-by-member' }])
  close?.()
  expect(await office.leftovers()).toEqual({})
})

it('a party that is to change its codec and cannot is not left in a call without sound', async () => {
  const { office, bugs } = await openOffice(['Maya'])
  await using _ = office
  const caller = office.callFromOutside(undefined, '', { body: sdp(CARRIER, 40_000, '9 8 101') })
  const maya = await office.nextCallAt('Maya')
  maya.answer(sdp('192.0.2.11', 40_000, '9 101'))
  await office.happens('they talk', caller.answered)
  const live = theCall(office)
  if (live.callerMedia) live.callerMedia.takeAnswer = fail
  await office.happens('Maya holds', maya.reinvite(`${sdp('192.0.2.11', 40_000, '9 101')}a=sendonly\r\n`))
  await office.ends('the caller is let go of', caller)
  await office.ends('Maya is let go of', maya)
  expect(bugs).toEqual([`a call went wrong: codec ${live.origin.id}`])
  expect(await office.leftovers()).toEqual({})
})

it('two calls that a phone joins end both when that goes wrong halfway', async () => {
  const { office, bugs } = await openOffice(['Maya', 'Tom'])
  await using _ = office
  const { caller, callee: maya, live } = await talking(office, 'Maya', ['Tom'])
  const { asking, asked: atTom } = await asks(office, 'Maya', 'Tom')
  const second = theCall(office)
  live.addLeg = fail
  maya.refer(toThePlaceOf(asking))
  for (const call of [caller, maya, asking, atTom]) await office.ends('everybody is let go of', call)
  expect(bugs).toEqual([live, second].map(({ origin }) => `a call went wrong: transfer ${origin.id}`))
  expect(await office.records.calls()).toHaveLength(2)
  expect(await office.leftovers()).toEqual({})
})

it('a call that a phone passes on ends when that goes wrong after it was granted', async () => {
  const { office, bugs } = await openOffice(['Maya', 'Tom'])
  await using _ = office
  const { caller, callee: maya, live } = await talking(office, 'Maya', ['Tom'])
  live.parted = fail
  maya.refer(`<sip:${await office.extensionOf('Tom')}@192.0.2.1>`)
  for (const call of [caller, maya]) await office.ends('everybody is let go of', call)
  expect(bugs).toEqual([`a call went wrong: transfer ${live.origin.id}`])
  expect(await office.leftovers()).toEqual({})
})

it('a call that a colleague takes ends, for the colleague as well, when that goes wrong halfway', async () => {
  const { office, bugs } = await openOffice(['Maya', 'Tom'])
  await using _ = office
  const { e164 } = await office.deviceOf('Tom')
  const caller = office.callFromOutside(e164)
  const atTom = await office.nextCallAt('Tom')
  const live = theCall(office)
  live.addLeg = fail
  const taking = office.phone('Maya').call(e164, inPlaceOf(atTom))
  for (const call of [caller, taking, atTom]) await office.ends('everybody is let go of', call)
  expect(bugs).toEqual([`a call went wrong: transfer ${live.origin.id}`])
  expect(await office.leftovers()).toEqual({})
})

it('a visit to the voice portal ends', async () => {
  const { office, bugs } = await openOffice(['Maya'])
  await using _ = office
  await equipPortal(office)
  const caller = await PortalCaller.dial(office)
  await caller.hears('enter-mailbox')
  const live = theCall(office)
  if (live.callerMedia) live.callerMedia.play = fail
  await office.ends('the visitor is let go of', caller.call)
  expect(bugs).toEqual([`a call went wrong: portal ${live.origin.id}`])
  expect(await office.leftovers()).toEqual({})
})

it('of a message what was said until then is kept, and the record of its call says so (C9)', async () => {
  const { office } = await openOffice([])
  await using _ = office
  const caller = office.callFromOutside()
  await office.recording()
  await office.pass(5)
  const live = theCall(office)
  if (live.callerMedia) live.callerMedia.renegotiate = fail
  const status = caller.reinvite(sdp('198.51.100.1', 41_000))
  expect(await office.happens('the re-INVITE is answered', status)).toBe(500)
  await office.ends('the caller is let go of', caller)
  await office.pass(1)
  const [message] = await office.records.messages()
  expect(message).toMatchObject({ state: 'new', cutShort: true })
  expect(message?.seconds).toBeCloseTo(5, 1)
  expect(await office.records.calls()).toMatchObject([{ result: 'voicemail-left' }])
  expect(await office.leftovers()).toEqual({})
})

it('a message that nothing was said of yet leaves nothing', async () => {
  const { office } = await openOffice([])
  await using _ = office
  const caller = office.callFromOutside()
  await office.happens('voicemail answers', caller.answered)
  const live = theCall(office)
  if (live.callerMedia) live.callerMedia.record = fail
  await office.ends('the caller is let go of', caller)
  await office.pass(1)
  expect(await office.records.messages()).toEqual([])
  expect(await office.leftovers()).toEqual({})
})

it('a call that goes wrong while it waits for the reception is out of the queue: the next one rings', async () => {
  const { office, bugs } = await openOffice(['Rita'])
  await using _ = office
  await office.settings.saveRoutes(toReception)
  const rita = await Seat.open(office, 'Rita')
  const caller = office.callFromOutside()
  const atRita = await rita.ringing()
  const { open } = office.media
  office.media.open = fail
  await office.ends('the caller is let go of where music was to be heard', caller)
  await office.ends("Rita's phone stops", atRita)
  office.media.open = open
  expect(bugs).toHaveLength(1)
  expect(rita.screen.calls).toEqual([])

  const next = office.callFromOutside()
  await rita.lift()
  await office.happens('the next caller is connected', next.answered)
  next.hangUp()
  rita.leave()
  expect(await office.leftovers()).toEqual({})
})

it('a call that goes wrong at a seat leaves it free for the next one', async () => {
  const { office, bugs } = await openOffice(['Rita'])
  await using _ = office
  await office.settings.saveRoutes(toReception)
  const rita = await Seat.open(office, 'Rita')
  const caller = office.callFromOutside()
  await rita.lift()
  await office.happens('the caller is connected', caller.answered)
  const { callerMedia } = theCall(office)
  if (callerMedia) callerMedia.play = fail
  await rita.order({ do: 'hold' })
  await office.ends('the caller is let go of', caller)
  expect(bugs).toHaveLength(1)
  expect([rita.state, rita.screen.calls]).toEqual(['wrap-up', []])

  const next = office.callFromOutside()
  await rita.lift()
  await office.happens('the next caller is connected', next.answered)
  next.hangUp()
  rita.leave()
  expect(await office.leftovers()).toEqual({})
})
