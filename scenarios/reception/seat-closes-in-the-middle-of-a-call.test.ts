/** A seat that closes in the middle of a call and opens again has that call still: it is not ready, and may order what it will (C7, C8). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { Seat } from '../office/seat.ts'

it('talks on, is rung for no second call, and is ready when it is over', async () => {
  await using office = await Office.open({ people: ['Rita'] })
  await office.settings.saveRoutes({
    inHours: { steps: [{ target: 'reception', limitSeconds: 30 }, { target: 'voicemail' }] },
  })
  const rita = await Seat.open(office, 'Rita')
  const caller = office.callFromOutside()
  const talk = await rita.lift()
  rita.leave()
  await office.pass(5)
  const again = await Seat.open(office, 'Rita')
  expect(again.state).toBe('talking')
  const second = office.callFromOutside()
  await office.pass(3)
  expect(office.phone('Rita').calls.filter(({ state }) => state === 'early')).toEqual([])
  expect(await again.order({ do: 'hold' })).toBe('done')
  expect(await again.order({ do: 'hang-up' })).toBe('done')
  await office.ends('the first talk', talk)
  await office.happens('the caller is let go', caller.ended)
  const next = await again.lift()
  expect(again.state).toBe('talking')
  second.hangUp()
  await office.ends('the second talk', next)
  again.leave()
  expect(await office.leftovers()).toEqual({})
})
