/** One datagram in ten lost, some doubled, some overtaken: the call is made, and one call is one call (RFC 3261 §17). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

it.each([1, 2, 3, 4, 5])('answers call %i over a network that loses every tenth datagram', async (turn) => {
  await using office = await Office.open({ people: ['Maya', 'Tom', 'Ines'] })
  // The seed is the office's; another draw for each turn.
  for (let draw = 0; draw < turn; draw += 1) office.network.random()
  office.network.change({ loss: 0.1, duplication: 0.05, jitter: 40 })

  const caller = office.callFromOutside()
  const tom = await office.nextCallAt('Tom')
  // The 180 may be lost, and nothing repeats it soon (RFC 3261 §13.3.1.1): the answer is what counts.
  await office.pass(3)
  tom.answer()
  await office.happens('the caller is connected', caller.answered)
  await office.pass(10)
  caller.hangUp()
  await office.happens('Tom hears that the caller is gone', tom.ended)
  await office.pass(32)

  expect(office.network.datagrams.lost).toBeGreaterThan(0)
  for (const { calls } of office.phones.values()) expect(calls.map(({ state }) => state)).toEqual(['ended'])
  const records = await office.records.calls()
  expect(records).toMatchObject([{ result: 'answered-by-member', answeredBy: 'Tom' }])
  expect(await office.leftovers()).toEqual({})
})
