/** Forwarding by the trunk: the carrier is told that we redirect, why, and who really calls (C11). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

const MOBILE = '+447700900123'

it('sends the call on with Diversion, History-Info and the number of the caller', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const steps = [
    { target: 'hunt-group', limitSeconds: 10 },
    { target: 'forward', number: MOBILE, limitSeconds: 15 },
    { target: 'voicemail' },
  ] as const
  await office.settings.saveRoutes({ inHours: { steps } })

  const caller = office.callFromOutside()
  await office.nextCallAt('Maya')
  const forwarded = await office.happens('the carrier gets the call back', office.carrier.nextCall())
  const [invite] = office.carrier.log.requests('INVITE')
  expect(invite?.uri.user).toBe(MOBILE)
  expect(invite?.header('Diversion')).toContain(office.mainNumber)
  expect(invite?.header('Diversion')).toContain('reason=no-answer')
  expect(invite?.headers('History-Info')).toHaveLength(2)
  expect(invite?.header('P-Asserted-Identity')).toContain('+442079460990')
  expect(invite?.maxForwards).toBe(69)

  await office.pass(3)
  forwarded.answer()
  await office.happens('the caller is connected', caller.answered)
  await office.pass(30)
  forwarded.hangUp()
  await office.happens('the caller hears that the mobile hung up', caller.ended)

  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'forwarded', answeredBy: MOBILE })
  expect(await office.leftovers()).toEqual({})
})
