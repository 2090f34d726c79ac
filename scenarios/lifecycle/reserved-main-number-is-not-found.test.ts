/** Only an ACTIVE number receives (N5): while RESERVED it is to the carrier as if it did not exist (C1). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

it('answers 404 for a main number that was deactivated', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.settings.deactivateMainNumber()

  const caller = office.callFromOutside()
  const { failure } = await office.happens('the call is refused', caller.ended)
  expect(failure?.status).toBe(404)

  expect(office.phone('Maya').calls).toEqual([])
  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'rejected', reason: 'number-not-active' })
  expect(await office.leftovers()).toEqual({})
})
