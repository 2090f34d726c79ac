/** From inside, the extension of the main number is the main number; whoever calls is not rung (C15). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

it('rings everybody else when a colleague dials the extension', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom', 'Ines'] })

  const maya = office.phone('Maya').call(office.mainExtension)
  const tom = await office.nextCallAt('Tom')
  await office.happens('Maya hears ringing', maya.ringing)
  await office.pass(2)
  expect(office.phone('Ines').calls).toHaveLength(1)
  expect(office.phone('Maya').calls).toEqual([maya])

  tom.answer()
  await office.happens('Maya is connected', maya.answered)
  maya.hangUp()
  await office.happens('Tom hears that Maya hung up', tom.ended)

  const [record] = await office.records.calls()
  expect(record).toMatchObject({ calledNumber: office.mainNumber, result: 'answered-by-member' })
  expect(record?.trunkId).toBeNull()
  expect(await office.leftovers()).toEqual({})
})
