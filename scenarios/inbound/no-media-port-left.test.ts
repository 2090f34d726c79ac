/** Every port is in use: the carrier hears at once that it should try elsewhere, and the next free port serves again (C12). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

it('refuses the call that finds no port, keeps the one in progress, and leaks nothing', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  // One for the caller, one for those who ring.
  office.media.capacity = 2
  const first = office.callFromOutside()
  const maya = await office.nextCallAt('Maya')
  maya.answer()
  await office.happens('the first caller is connected', first.answered)

  const second = office.callFromOutside()
  const refused = await office.happens('the second is refused', second.ended)
  expect(refused.failure?.status).toBe(503)
  expect(first.state).toBe('answered')

  first.hangUp()
  await office.happens('the first call ends', maya.ended)
  const third = office.callFromOutside()
  const again = await office.nextCallAt('Maya')
  again.answer()
  await office.happens('the third caller is connected', third.answered)
  third.hangUp()
  await office.happens('the third call ends', again.ended)

  const results = (await office.records.calls()).map(({ result, reason }) => `${result}: ${reason}`)
  expect(results).toContain('ended-by-us: media-unavailable')
  expect(results.filter((each) => each.startsWith('answered-by-member'))).toHaveLength(2)
  expect(await office.leftovers()).toEqual({})
})
