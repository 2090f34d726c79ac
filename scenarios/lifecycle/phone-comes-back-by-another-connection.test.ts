/** A phone whose network changes while it talks: it registers anew, and everything of the call reaches it (RFC 5626 §5.3). */
import { expect, it } from 'vitest'
import { secondPhoneOf } from '../office/more-phones.ts'
import { Office } from '../office/office.ts'

it.each(['is called', 'calls'])('hears the end of a call that it was in before, when it %s', async (how) => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  const host = office.network.host('192.0.2.200')
  const phone = await secondPhoneOf(office, 'Tom', { transport: 'TCP' }, host)

  const calls = how === 'calls'
  const other = calls ? phone.call(await office.extensionOf('Maya')) : office.callFromOutside()
  const rung = await (calls ? office.nextCallAt('Maya') : office.happens('it rings', phone.nextCall()))
  rung.answer()
  await office.happens('they talk', other.answered)

  // Its router lets nobody in.
  office.network.unlisten('192.0.2.200', Number(/:(\d+);/.exec(phone.contactUri)?.[1]))
  host.breakConnections()
  await office.pass(1)
  await office.happens('it registers by another connection', phone.register(3_600))
  if (calls) rung.hangUp()
  else other.hangUp()

  await office.ends('the phone hears that the other hung up', calls ? other : rung)
  expect(phone.log.requests('BYE')).toHaveLength(1)
})
