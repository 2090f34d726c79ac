/** Who says nothing leaves no message: the mailbox is not filled with breathing (C9). */
import { expect, it } from 'vitest'
import { Office, WEDNESDAY_NIGHT } from '../office/office.ts'

it('keeps no message of a caller who stays silent', async () => {
  await using office = await Office.open({ people: ['Maya'], at: WEDNESDAY_NIGHT })
  office.media.callersSpeakFor = 0

  const caller = office.callFromOutside()
  await office.happens('voicemail answers', caller.answered)
  await office.happens('voicemail ends the call after ten seconds of silence', caller.ended)

  expect(await office.records.messages()).toEqual([])
  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'no-message', reason: 'message-too-short' })
  expect(await office.leftovers()).toEqual({})
})
