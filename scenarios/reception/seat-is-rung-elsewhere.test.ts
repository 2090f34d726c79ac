/** A seat whose own phone cannot ring, or is not answered, is rung elsewhere; there the call is taken by pressing 1 (C7). */
import { describe, expect, it } from 'vitest'
import { toReception } from '../office/at-reception.ts'
import { Office } from '../office/office.ts'
import { Seat } from '../office/seat.ts'

const MOBILE = '+447700900333'

async function open(people: readonly string[] = ['Rita']) {
  const office = await Office.open({ people })
  await office.settings.saveRoutes(toReception)
  return office
}

describe('a seat whose phone is gone', () => {
  it('is ready by its mobile: who presses 1 there has the call', async () => {
    await using office = await open()
    await office.happens('her phone is gone', office.phone('Rita').unregister())
    const rita = await Seat.open(office, 'Rita', { fallback: MOBILE })
    expect(rita.state).toBe('ready')
    const mobileRings = office.carrier.nextCall()
    const caller = office.callFromOutside()
    const mobile = await office.happens('her mobile rings', mobileRings)
    expect(office.carrier.log.requests('INVITE').at(-1)?.uri.toString()).toContain(MOBILE)
    mobile.answer()
    await office.happens('she is asked', mobile.answered)
    await office.pass(1)
    expect([caller.state, office.heardBy(mobile)]).toEqual(['early', 'press-one-to-accept'])
    office.media.press('1')
    await office.happens('the caller is connected', caller.answered)
    expect(office.heardBy(caller)).toBe(office.voiceOf(mobile))
    expect(rita.state).toBe('talking')
    caller.hangUp()
    await office.ends('the mobile is let go', mobile)
    expect(await office.records.lastCall()).toMatchObject({
      result: 'answered-by-reception',
      answeredBy: 'Rita',
    })
    rita.leave()
    expect(await office.leftovers()).toEqual({})
  })

  it('its voicemail takes no call: nobody presses 1, and the caller waits on', async () => {
    await using office = await open()
    await office.happens('her phone is gone', office.phone('Rita').unregister())
    const rita = await Seat.open(office, 'Rita', { fallback: MOBILE })
    const mobileRings = office.carrier.nextCall()
    const caller = office.callFromOutside()
    const mobile = await office.happens('her mobile rings', mobileRings)
    mobile.answer()
    await office.ends('it is let go', mobile)
    expect(rita.screen.calls).toMatchObject([{ state: 'waiting', offeredTo: [] }])
    expect(office.heardBy(caller)).toBe('reception-comfort, waiting-music')
  })
})

describe('a seat whose phone is not answered', () => {
  it('is rung at its mobile, too, after 12 s; the first of the two that answers has the call', async () => {
    await using office = await open()
    const rita = await Seat.open(office, 'Rita', { fallback: MOBILE })
    office.callFromOutside()
    const mobileRings = office.carrier.nextCall()
    const desk = await rita.ringing()
    await office.pass(11)
    expect(office.carrier.log.requests('INVITE')).toEqual([])
    const mobile = await office.happens('her mobile rings', mobileRings)
    desk.answer()
    await office.ends('the mobile stops', mobile)
    expect(rita.state).toBe('talking')
  })

  it('is rung at another phone of ours in the same way', async () => {
    await using office = await open(['Rita', 'Sam'])
    const { e164 } = await office.deviceOf('Sam')
    const rita = await Seat.open(office, 'Rita', { fallback: e164 })
    office.phone('Rita').behaviour = { kind: 'reject', status: 480 }
    const caller = office.callFromOutside()
    const atSam = await office.nextCallAt('Sam')
    atSam.answer()
    await office.pass(1)
    office.media.press('1')
    await office.happens('the caller is connected', caller.answered)
    expect(office.heardBy(caller)).toBe(office.voiceOf(atSam))
    expect(rita.state).toBe('talking')
  })

  it('who refuses at the desk is not rung elsewhere', async () => {
    await using office = await open()
    const rita = await Seat.open(office, 'Rita', { fallback: MOBILE })
    office.phone('Rita').behaviour = { kind: 'busy' }
    office.callFromOutside()
    await office.pass(20)
    expect(office.carrier.log.requests('INVITE')).toEqual([])
    expect(rita.screen.calls).toMatchObject([{ state: 'waiting', offeredTo: [] }])
  })
})
