/** Whatever ends a message keeps it, and the caller who is still there is let go (C9). */
import { expect, it } from 'vitest'
import { Office, WEDNESDAY_NIGHT } from '../office/office.ts'

it.each([
  { by: 'a hash', seconds: 6, reason: 'message-ended-by-hash', hash: true },
  { by: 'ten seconds of silence', speaks: 8, seconds: 18, reason: 'message-ended-by-silence' },
  { by: 'its limit of five minutes', seconds: 300, reason: 'message-reached-limit' },
])('by $by', async ({ speaks, seconds, reason, hash }) => {
  await using office = await Office.open({ people: ['Maya'], at: WEDNESDAY_NIGHT })
  if (speaks !== undefined) office.media.callersSpeakFor = speaks

  const caller = office.callFromOutside()
  await office.happens('voicemail answers', caller.answered)
  await office.recording()
  await office.pass(seconds - 1)
  expect(office.media.isRecording).toBe(true)
  expect(caller.state).toBe('answered')
  if (hash) {
    await office.pass(1)
    office.media.press('#')
  }
  await office.happens('voicemail lets the caller go', caller.ended)

  expect(await office.records.lastCall()).toMatchObject({ result: 'voicemail-left', reason })
  const [message] = await office.records.messages()
  expect(message).toMatchObject({ state: 'new', cutShort: false })
  expect(message?.seconds).toBeCloseTo(seconds, 1)
  expect(await office.leftovers()).toEqual({})
})
