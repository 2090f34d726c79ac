/** One busy phone, one that refuses, one switched off: none of them takes the call away from the fourth (C4). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

it('goes on ringing while one member can still answer', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom', 'Ines', 'Jun'] })
  office.phone('Maya').behaviour = { kind: 'busy' }
  office.phone('Tom').behaviour = { kind: 'reject', status: 603, after: 1_000, ring: true }
  await office.happens("Ines's phone signs off", office.phone('Ines').unregister())

  const caller = office.callFromOutside()
  const jun = await office.nextCallAt('Jun')
  await office.happens('the caller hears ringing', caller.ringing)
  await office.pass(6)
  expect(office.phone('Ines').calls).toEqual([])
  expect(caller.state).toBe('early')

  jun.answer()
  await office.happens('the caller is connected', caller.answered)
  await office.pass(5)
  jun.hangUp()
  await office.happens('the caller hears that Jun hung up', caller.ended)

  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'answered-by-member', reason: 'callee-hung-up', answeredBy: 'Jun' })
  expect(record?.legs.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    'Maya busy',
    'Tom declined',
    'Jun answered',
  ])
  expect(await office.leftovers()).toEqual({})
})
