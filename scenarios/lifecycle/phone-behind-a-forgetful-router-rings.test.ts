/** A phone on UDP whose router forgets silent ways after half a minute rings all the same. */
import { expect, it } from 'vitest'
import { secondPhoneOf } from '../office/more-phones.ts'
import { Office } from '../office/office.ts'

it('rings minutes after it registered, and is told to come back before long', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  const nat = office.network.nat('203.0.113.7', 30_000)
  const address = '10.0.0.5'
  const phone = await secondPhoneOf(office, 'Tom', { address }, office.network.hostBehind(nat, address))
  const [answer] = phone.log.filter({ status: 200 })
  expect(answer?.message.header('Contact')).toContain(';expires=300')

  await office.pass(290)
  const caller = office.callFromOutside()
  const rung = await office.happens('it rings', phone.nextCall())
  rung.answer()
  await office.happens('they talk', caller.answered)
  caller.hangUp()
  await office.ends('the phone hears of it', rung)
  expect(await office.leftovers()).toEqual({})
})
