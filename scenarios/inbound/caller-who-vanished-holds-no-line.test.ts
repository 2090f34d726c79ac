/** No BYE ever comes, because the caller's network is gone: the call ends all the same, and the phone is free again (C13). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { callerTalksTo } from '../office/talks.ts'

const CARRIER = '198.51.100.1'
const SERVER = '192.0.2.1'

it('a caller whose network is gone is asked, does not answer, and is hung up on', async () => {
  await using office = await Office.open({ people: ['Tom'] })
  const { member: tom } = await callerTalksTo(office, 'Tom')
  office.network.cut(CARRIER, SERVER)
  office.media.fallSilent()
  // Neither the question nor the BYE is answered: 64*T1 each.
  await office.pass(60)
  await office.happens('Tom hears that the caller is gone', tom.ended)
  expect(await office.records.calls()).toMatchObject([{ result: 'answered-by-member', answeredBy: 'Tom' }])
  office.network.heal(CARRIER, SERVER)
  await office.pass(64)
  expect(await office.leftovers()).toEqual({})
})

it('who is silent and there is left alone', async () => {
  await using office = await Office.open({ people: ['Tom'] })
  const { caller, member: tom } = await callerTalksTo(office, 'Tom')
  office.media.fallSilent()
  await office.pass(60)
  expect([caller.state, tom.state]).toEqual(['answered', 'answered'])
  caller.hangUp()
  await office.happens('Tom hears that the caller is gone', tom.ended)
})
