/** Two hands on two receivers in the same instant: one talks, the other is let go in order (C4). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

it('connects the first 200 and ends the second with ACK and BYE', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })

  const caller = office.callFromOutside()
  const maya = await office.nextCallAt('Maya')
  await office.happens('the caller hears ringing', caller.ringing)
  const [tom] = office.phone('Tom').calls
  await office.pass(3)
  maya.answer()
  tom?.answer()
  await office.happens('the caller is connected', caller.answered)
  await office.pass(1)

  const states = [maya.state, tom?.state]
  expect(states.sort()).toEqual(['answered', 'ended'])
  const loser = office.phone(maya.state === 'answered' ? 'Tom' : 'Maya')
  expect(loser.log.requests('ACK')).toHaveLength(1)
  expect(loser.log.requests('BYE')).toHaveLength(1)

  caller.hangUp()
  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'answered-by-member' })
  expect(record?.legs.map(({ outcome }) => outcome).sort()).toEqual(['answered', 'lost-race'])
  expect(await office.leftovers()).toEqual({})
})
