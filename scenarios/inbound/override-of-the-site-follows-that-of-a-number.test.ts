/** What was set by hand for one number ends by itself; what was set for its site holds from then on (M9). */
import { setSiteOverride } from '@mainline/storage'
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

it('sends the caller out of hours once the number’s own override is over, and nothing was changed meanwhile', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.settings.change(async (tx, { site, main }) => {
    const { now } = office
    await setSiteOverride(tx, { siteId: site.id, open: false, until: now + 7_200_000, by: 'Hugo' })
    await setSiteOverride(tx, {
      siteId: site.id,
      numberId: main.id,
      open: true,
      until: now + 60_000,
      by: 'Olga',
    })
  })

  const early = office.callFromOutside()
  const maya = await office.nextCallAt('Maya')
  early.hangUp()
  await office.ends('the phone stops ringing', maya)

  await office.pass(60)
  const late = office.callFromOutside()
  await office.happens('voicemail answers', late.answered)
  await office.recording()
  await office.pass(4)
  late.hangUp()

  const reasons = (await office.records.calls()).map(({ path }) => path[0]?.reason)
  expect(reasons.map((reason) => reason?.split(' until')[0]).sort()).toEqual([
    'Set to closed by Hugo',
    'Set to open by Olga',
  ])
})
