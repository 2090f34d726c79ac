/** A router takes another port for a phone by UDP that talks, and all that is heard of it is its registration (RFC 5626 §5.3). */
import { expect, it } from 'vitest'
import { secondPhoneOf } from '../office/more-phones.ts'
import { Office } from '../office/office.ts'

it.each(['is called', 'calls'])('hears the end of a call that it was in before, when it %s', async (how) => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  const nat = office.network.nat('203.0.113.7')
  const address = '10.0.0.5'
  const phone = await secondPhoneOf(office, 'Tom', { address }, office.network.hostBehind(nat, address))

  const calls = how === 'calls'
  const other = calls ? phone.call(await office.extensionOf('Maya')) : office.callFromOutside()
  const rung = await (calls ? office.nextCallAt('Maya') : office.happens('it rings', phone.nextCall()))
  rung.answer()
  await office.happens('they talk', other.answered)

  nat.rebind()
  await office.pass(1)
  await office.happens('it registers from its new port', phone.register(3_600))
  if (calls) rung.hangUp()
  else other.hangUp()

  await office.ends('the phone hears that the other hung up', calls ? other : rung)
  expect(phone.log.requests('BYE')).toHaveLength(1)
})
