/** A dated event beats the weekly hours (M9), and says so in the call's path (C13). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

it('handles a Wednesday noon as out of hours while an event lasts', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.settings.announce('Fire drill', '2040-01-04', '2040-01-04')

  const caller = office.callFromOutside()
  await office.happens('voicemail answers', caller.answered)
  await office.recording()
  await office.pass(4)
  caller.hangUp()

  expect(office.phone('Maya').calls).toEqual([])
  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'voicemail-left' })
  expect(record?.path[0]?.reason).toContain('Fire drill')
})

it('rings as usual once the event is over', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.settings.announce('Fire drill', '2040-01-03', '2040-01-03')

  const caller = office.callFromOutside()
  const maya = await office.nextCallAt('Maya')
  caller.hangUp()
  await office.happens('the phone stops ringing', maya.ended)

  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'abandoned' })
})
