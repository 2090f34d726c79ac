/** Two numbers that forward to each other across carriers: the caller must not go round for ever (C11). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

it('takes a message when our own number is met again', async () => {
  await using office = await Office.open({ people: ['Maya'] })

  const redirectedBy = `Diversion: <sip:${office.mainNumber}@198.51.100.1>;reason=no-answer\r\n`
  const caller = office.callFromOutside(office.mainNumber, redirectedBy)
  await office.happens('voicemail answers', caller.answered)
  await office.recording()
  await office.pass(5)
  caller.hangUp()

  expect(office.phone('Maya').calls).toEqual([])
  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'voicemail-left' })
  expect(record?.path[0]?.reason).toBe('The call was redirected and has come back.')
  expect(await office.leftovers()).toEqual({})
})
