/** An engine that is behind for seconds refuses some of the new calls at once, and those that it has go on. */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { callerTalksTo } from '../office/talks.ts'

it('refuses some beyond a hundred a second with 503, so that another engine may take them', async () => {
  let utilization = 0.5
  await using office = await Office.open({ people: ['Maya'], utilization: () => utilization })
  const { caller: talking } = await callerTalksTo(office, 'Maya')

  // For two seconds it never rests, and all that is sent to it comes again.
  utilization = 1
  office.network.change({ duplication: 1 })
  for (let quarter = 0; quarter < 8; quarter++) {
    for (let i = 0; i < 6; i++) office.callFromOutside()
    await office.pass(0.25)
  }
  office.network.change({ duplication: 0 })
  const calls = Array.from({ length: 50 }, () => office.callFromOutside())
  await office.pass(1)
  const refused = calls.filter(({ state }) => state === 'ended')
  expect(refused.length).toBeGreaterThan(5)
  expect(refused.length).toBeLessThanOrEqual(25)
  expect(office.engine.counters().refusedCalls).toBe(refused.length)
  for (const each of refused) {
    const { failure } = await each.ended
    expect([failure?.status, failure?.response?.header('Retry-After')]).toEqual([503, undefined])
  }
  expect(talking.state).toBe('answered')
  // C13: each of them is on record.
  const records = await office.records.calls()
  const turnedAway = records.filter(({ reason }) => reason === 'engine-full')
  expect(turnedAway).toHaveLength(refused.length)
  expect(turnedAway[0]).toMatchObject({
    result: 'rejected',
    organizationId: expect.any(String),
    calledNumber: expect.stringMatching(/^\+44/),
    legs: [],
    path: [{ step: 'arrival', outcome: 'rejected' }],
  })

  utilization = 0.5
  await office.pass(30)
  const late = office.callFromOutside()
  await office.pass(1)
  expect(late.state).not.toBe('ended')
})
