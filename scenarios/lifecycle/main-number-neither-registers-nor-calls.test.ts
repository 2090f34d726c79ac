/** A main number is virtual: it serves the business and belongs to no handset (M1). */
import { expect, it } from 'vitest'
import { phoneInTheNameOf } from '../office/more-phones.ts'
import { Office } from '../office/office.ts'

it('refuses REGISTER and INVITE in the name of a main number with 403', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  const impostor = await phoneInTheNameOf(office, office.mainNumber, 'Maya')

  expect(await office.happens('the REGISTER is answered', impostor.register())).toBe(403)

  const call = impostor.call('sip:+442079460001@192.0.2.1')
  const { failure } = await office.happens('the INVITE is answered', call.ended)
  expect(failure?.status).toBe(403)
  for (const phone of office.phones.values()) expect(phone.calls).toEqual([])
  expect(await office.leftovers()).toEqual({})
})
