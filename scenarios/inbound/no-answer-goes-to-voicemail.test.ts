/** The promise of the product: nobody is there, and the caller is still looked after (M7, C9). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

it('takes a message when nobody answers for twenty seconds', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })

  const caller = office.callFromOutside()
  const atMaya = await office.nextCallAt('Maya')
  await office.happens('the caller hears ringing', caller.ringing)
  await office.pass(19)
  expect(atMaya.state).toBe('early')
  await office.pass(2)
  expect(atMaya.state).toBe('ended')
  // No reason is given: the phone shall log a missed call (C4).
  expect(office.phone('Maya').log.reasons('CANCEL')).toEqual([])

  await office.happens('voicemail answers', caller.answered)
  await office.recording()
  expect(office.media.played).toContain('leave-message-after-tone')
  await office.pass(12)
  caller.hangUp()

  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'voicemail-left', reason: 'message-ended-by-hang-up' })
  expect(record?.path.map(({ step, outcome }) => `${step}: ${outcome}`)).toEqual([
    'arrival: decided',
    'hunt-group: no-answer',
    'voicemail: recorded',
  ])
  const [message] = await office.records.messages()
  expect(message).toMatchObject({ state: 'new', cutShort: false, callerNumber: '+442079460990' })
  expect(message?.seconds).toBeCloseTo(12, 1)
  expect(await office.leftovers()).toEqual({})
})
