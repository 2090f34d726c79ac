/** A phone takes a call that rings at a colleague's, or that another phone of its number has (RFC 3891 §3, C15). */
import { describe, expect, it } from 'vitest'
import { secondPhoneOf } from '../office/more-phones.ts'
import { Office } from '../office/office.ts'

const replacing = (replaces: string) => ({ extra: `Replaces: ${replaces}\r\nRequire: replaces\r\n` })
/** As somebody has it who watches the phone: its own tag first (RFC 4235). */
const asWatched = (replaces: string) => replaces.replace(/to-tag=(.*);from-tag=(.*)/, 'to-tag=$2;from-tag=$1')

describe('a call that rings at Tom', () => {
  it.each([
    ['by the tags as we see them', (replaces: string) => replaces],
    ['by the tags as a watcher sees them', asWatched],
  ])('is taken by Maya, %s', async (_, written) => {
    await using office = await Office.open({ people: ['Maya', 'Tom'] })
    const { e164 } = await office.deviceOf('Tom')
    const caller = office.callFromOutside(e164)
    const atTom = await office.nextCallAt('Tom')
    const taking = office.phone('Maya').call(e164, replacing(written(atTom.replaces)))
    await office.happens('Maya has it', taking.answered)
    await office.ends("Tom's phone stops", atTom)
    await office.happens('the caller is connected', caller.answered)
    expect(office.phone('Tom').log.reasons('CANCEL')).toMatchObject([
      { protocol: 'SIP', cause: 200 },
      { protocol: 'Q.850', cause: 26 },
    ])
    expect(office.heardBy(caller)).toBe(office.voiceOf(taking))
    expect(office.heardBy(taking)).toBe(office.voiceOf(caller))
    taking.hangUp()
    await office.ends('the caller is let go', caller)
    expect(await office.records.lastCall()).toMatchObject({
      result: 'answered-by-member',
      answeredBy: 'Maya',
    })
    expect(await office.leftovers()).toEqual({})
  })

  it('is not the carrier’s to take', async () => {
    await using office = await Office.open({ people: ['Maya', 'Tom'] })
    office.callFromOutside((await office.deviceOf('Tom')).e164)
    const atTom = await office.nextCallAt('Tom')
    const taking = office.callFromOutside(office.mainNumber, replacing(atTom.replaces).extra)
    expect((await office.happens('it is refused', taking.ended)).failure?.status).toBe(403)
    expect(atTom.state).toBe('early')
  })
})

describe('a call that Maya has', () => {
  it('goes over to another phone of hers, and to nobody else’s', async () => {
    await using office = await Office.open({ people: ['Maya', 'Tom'] })
    const { e164 } = await office.deviceOf('Maya')
    const caller = office.callFromOutside(e164)
    const maya = await office.nextCallAt('Maya')
    maya.answer()
    await office.happens('the caller is connected', caller.answered)

    const toms = office.phone('Tom').call(e164, replacing(maya.replaces))
    expect((await office.happens('Tom is refused', toms.ended)).failure?.status).toBe(403)
    expect(office.heardBy(caller)).toBe(office.voiceOf(maya))

    const softphone = await secondPhoneOf(office, 'Maya')
    const taking = softphone.call(e164, replacing(maya.replaces))
    await office.happens('the softphone has it', taking.answered)
    await office.ends("Maya's desk phone is free", maya)
    expect(office.heardBy(caller)).toBe(office.voiceOf(taking))
    taking.hangUp()
    await office.ends('the caller is let go', caller)
    expect(await office.leftovers()).toEqual({})
  })

  it('and that she made and holds is taken from hold by her other phone, and goes on from there', async () => {
    await using office = await Office.open({ people: ['Maya', 'Tom'] })
    const { e164 } = await office.deviceOf('Maya')
    const maya = office.phone('Maya').call(await office.extensionOf('Tom'))
    const tom = await office.nextCallAt('Tom')
    tom.answer()
    await office.happens('Maya is connected', maya.answered)
    await office.happens('Maya holds', maya.reinvite('v=0\r\na=sendonly\r\n'))
    expect(office.heardBy(tom)).toBe('waiting-music')

    const softphone = await secondPhoneOf(office, 'Maya')
    const taking = softphone.call(e164, replacing(maya.replaces))
    await office.happens('the softphone has it', taking.answered)
    await office.ends("Maya's desk phone is free", maya)
    await office.pass(1)
    expect([office.heardBy(tom), office.heardBy(taking)]).toEqual([
      office.voiceOf(taking),
      office.voiceOf(tom),
    ])
    await office.happens('Tom holds', tom.reinvite('v=0\r\na=sendonly\r\n'))
    expect(office.heardBy(taking)).toBe('waiting-music')
    taking.hangUp()
    await office.ends('Tom is let go', tom)
    expect(await office.leftovers()).toEqual({})
  })

  it('unknown to us: 481', async () => {
    await using office = await Office.open({ people: ['Maya'] })
    const taking = office.phone('Maya').call('100', replacing('a;to-tag=1;from-tag=2'))
    expect((await office.happens('it is refused', taking.ended)).failure?.status).toBe(481)
  })
})
