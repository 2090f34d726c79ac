/** A message that was taken is in its mailbox once the database is back, however long it was away (C9). */
import { expect, it } from 'vitest'
import { Office, WEDNESDAY_NIGHT } from '../office/office.ts'

it('is closed by the engine that took it, which need not be started anew', async () => {
  await using office = await Office.open({ people: ['Maya'], at: WEDNESDAY_NIGHT })
  const caller = office.callFromOutside()
  await office.happens('voicemail answers', caller.answered)
  await office.recording()
  await office.pass(6)
  office.database = 'away'
  caller.hangUp()
  await office.pass(3_600)
  expect(await office.records.messages()).toMatchObject([{ state: 'recording' }])
  office.database = 'there'
  await office.pass(120)
  expect(await office.records.messages()).toMatchObject([{ state: 'new', cutShort: false }])
})
