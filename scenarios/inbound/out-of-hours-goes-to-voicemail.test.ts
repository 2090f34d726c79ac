/** At ten in the evening no phone rings (M7, M8). */
import { expect, it } from 'vitest'
import { Office, WEDNESDAY_NIGHT } from '../office/office.ts'

it('answers by voicemail at once outside business hours', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'], at: WEDNESDAY_NIGHT })

  const caller = office.callFromOutside()
  await office.happens('voicemail answers', caller.answered)
  await office.recording()
  await office.pass(4)
  office.media.press('#')
  await office.happens('the caller is let go', caller.ended)

  for (const phone of office.phones.values()) expect(phone.calls).toEqual([])
  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'voicemail-left', reason: 'message-ended-by-hash' })
  expect(record?.path[0]?.reason).toMatch(/closed|outside|out of hours/i)
  expect(await office.records.messages()).toHaveLength(1)
  expect(await office.leftovers()).toEqual({})
})
