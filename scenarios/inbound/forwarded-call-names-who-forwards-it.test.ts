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

it.each(['caller', 'mobile'] as const)(
  'has the figures of both sides on record, whoever hangs up: the %s',
  async (who) => {
    await using office = await Office.open({ people: [] })
    const steps = [{ target: 'forward', number: MOBILE, limitSeconds: 15 }, { target: 'voicemail' }] as const
    await office.settings.saveRoutes({ inHours: { steps } })
    const caller = office.callFromOutside()
    const mobile = await office.happens('the carrier gets the call back', office.carrier.nextCall())
    mobile.answer()
    await office.happens('the caller is connected', caller.answered)
    const [one, other] = who === 'caller' ? [caller, mobile] : [mobile, caller]
    one.hangUp()
    await office.ends('the other hears it', other)
    const { mediaStats } = await office.records.lastCall()
    expect(mediaStats).toHaveLength(2)
    expect(mediaStats).toEqual(
      expect.arrayContaining(['caller', 'callee'].map((party) => expect.objectContaining({ party }))),
    )
    expect(await office.leftovers()).toEqual({})
  },
)

it('of a phone of ours the carrier is told nothing but our own redirection, whatever the phone writes', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const steps = [{ target: 'forward', number: MOBILE, limitSeconds: 15 }, { target: 'voicemail' }] as const
  await office.settings.saveRoutes({ inHours: { steps } })
  const extra =
    'Diversion: <sip:+15550001111@elsewhere.example>;reason=unconditional\r\n' +
    'History-Info: <sip:+15550001111@elsewhere.example>;index=1, <sip:2000@elsewhere.example>;index=1.1\r\n'
  const caller = office.phone('Maya').call(office.mainExtension, { extra })
  await office.happens('the carrier gets the call', office.carrier.nextCall())
  const [invite] = office.carrier.log.requests('INVITE')
  expect(invite?.headers('Diversion')).toEqual([expect.stringContaining(office.mainNumber)])
  expect(invite?.headers('History-Info')).toHaveLength(2)
  expect(invite?.text).not.toContain('+15550001111')
  caller.cancel()
  await office.ends('Maya gives up', caller)
})

it('a phone that writes a circle into its call makes none', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const steps = [{ target: 'forward', number: MOBILE, limitSeconds: 15 }, { target: 'voicemail' }] as const
  await office.settings.saveRoutes({ inHours: { steps } })
  const extra = `Diversion: <sip:${MOBILE}@elsewhere.example>;reason=unconditional\r\n`
  const caller = office.phone('Maya').call(office.mainExtension, { extra })
  await office.happens('the mailbox answers', caller.answered)
  expect(office.carrier.log.requests('INVITE')).toEqual([])
  caller.hangUp()
})
