/** A call keeps the settings that it arrived under (C3); the next one has the new ones, without a restart (M5). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

it('routes the call in progress by the old version and the next call by the new one', async () => {
  await using office = await Office.open({ people: ['Maya'] })

  const first = office.callFromOutside()
  const maya = await office.nextCallAt('Maya')
  await office.settings.saveRoutes({ inHours: { steps: [{ target: 'voicemail' }] } })
  await office.pass(2)
  expect(maya.state).toBe('early')
  maya.answer()
  await office.happens('the first caller is connected', first.answered)

  const second = office.callFromOutside()
  await office.happens('voicemail answers the second caller', second.answered)
  await office.recording()
  await office.pass(3)
  second.hangUp()
  first.hangUp()

  expect(office.phone('Maya').calls).toHaveLength(1)
  const records = await office.records.calls()
  const seen = records.map(({ result, settingsVersion }) => `${result} by version ${settingsVersion}`)
  expect(seen.sort()).toEqual(['answered-by-member by version 1', 'voicemail-left by version 2'])
  expect(await office.leftovers()).toEqual({})
})
