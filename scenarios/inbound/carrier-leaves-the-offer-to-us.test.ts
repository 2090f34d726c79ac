/** An INVITE without a session description: our 200 makes the offer, the ACK answers it (RFC 3261 §13.2.1). */
import { expect, it } from 'vitest'
import { Office, WEDNESDAY_NIGHT } from '../office/office.ts'
import { sdp } from '../office/scripted-media.ts'
import { Seat } from '../office/seat.ts'

const answerInAck = sdp('198.51.100.1', 40_000)

it('connects a phone', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const caller = office.callFromOutside(undefined, '', { body: '', answerInAck })
  const maya = await office.nextCallAt('Maya')
  expect(maya.remoteBody).toContain('m=audio')
  maya.answer()
  await office.happens('the caller is connected', caller.answered)
  expect(caller.remoteBody).toContain('m=audio')
  await office.pass(10)
  caller.hangUp()
  await office.happens('Maya hears of it', maya.ended)
  expect(await office.records.calls()).toMatchObject([{ result: 'answered-by-member' }])
  expect(await office.leftovers()).toEqual({})
})

it('takes a message, and begins to speak only once it knows where to', async () => {
  await using office = await Office.open({ people: ['Maya'], at: WEDNESDAY_NIGHT })
  const caller = office.callFromOutside(undefined, '', { body: '', answerInAck })
  await office.happens('the mailbox answers', caller.answered)
  await office.recording()
  await office.pass(5)
  caller.hangUp()
  expect(await office.records.calls()).toMatchObject([{ result: 'voicemail-left' }])
})

it('who waits for the reception hears music, not silence', async () => {
  await using office = await Office.open({ people: ['Rita'] })
  await office.settings.saveRoutes({
    inHours: { steps: [{ target: 'reception', limitSeconds: 60 }, { target: 'voicemail' }] },
  })
  const rita = await Seat.open(office, 'Rita')
  const caller = office.callFromOutside(undefined, '', { body: '', answerInAck })
  await office.happens('we answer', caller.answered)
  await office.pass(1)
  expect(office.heardBy(caller)).toContain('waiting-music')
  const atRita = await rita.lift()
  await office.pass(1)
  expect(office.heardBy(caller)).toBe(office.voiceOf(atRita))
  caller.hangUp()
  rita.leave()
  expect(await office.leftovers()).toEqual({})
})

it.each([
  ['a phone', 'by day', undefined],
  ['the mailbox', 'at night', WEDNESDAY_NIGHT],
])(
  '%s answers, and the ACK answers nothing -- the call is ended, not left in silence',
  async (_who, _when, at) => {
    await using office = await Office.open({ people: ['Maya'], ...(at && { at }) })
    const caller = office.callFromOutside(undefined, '', { body: '' })
    if (at === undefined) (await office.nextCallAt('Maya')).answer()
    await office.happens('the call is ended', caller.ended)
    expect((await caller.ended).end).toBe('remote-bye')
    const [record] = await office.records.calls()
    expect(record?.reason).toBe('media-unavailable')
    expect(await office.leftovers()).toEqual({})
  },
)
