/** Every port is in use: the carrier hears at once that it should try elsewhere, and the next free port serves again (C12). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { callerTalksTo } from '../office/talks.ts'

it('refuses the call that finds no port, keeps the one in progress, and leaks nothing', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  // One for the caller, one for those who ring.
  office.media.capacity = 2
  const { caller: first, member: maya } = await callerTalksTo(office, 'Maya')

  const second = office.callFromOutside()
  const refused = await office.happens('the second is refused', second.ended)
  expect(refused.failure?.status).toBe(503)
  expect(first.state).toBe('answered')

  first.hangUp()
  await office.happens('the first call ends', maya.ended)
  const { caller: third, member: again } = await callerTalksTo(office, 'Maya')
  third.hangUp()
  await office.happens('the third call ends', again.ended)

  const results = (await office.records.calls()).map(({ result, reason }) => `${result}: ${reason}`)
  expect(results).toContain('ended-by-us: media-unavailable')
  expect(results.filter((each) => each.startsWith('answered-by-member'))).toHaveLength(2)
  expect(await office.leftovers()).toEqual({})
})
