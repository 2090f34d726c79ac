/** What a receptionist and a member do with the keys of their phones: hold by re-INVITE, transfer by REFER (C8). */
import type { PhoneCall } from '@mainline/sip/testing'
import { describe, expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { Seat } from '../office/seat.ts'

const route = {
  inHours: { steps: [{ target: 'reception', limitSeconds: 60 }, { target: 'voicemail' }] },
} as const
const music = 'waiting-music'
const held = (call: PhoneCall) => call.reinvite('v=0\r\na=sendonly\r\n')
const resumed = (call: PhoneCall) => call.reinvite('v=0\r\na=sendrecv\r\n')

async function atReception() {
  const office = await Office.open({ people: ['Rita', 'Tom'] })
  await office.saveRoutes(route)
  const rita = await Seat.open(office, 'Rita')
  const caller = office.callFromOutside()
  const atRita = await rita.lift()
  await office.happens('the caller is connected', caller.answered)
  return { office, rita, caller, atRita, [Symbol.asyncDispose]: () => office[Symbol.asyncDispose]() }
}

describe('hold', () => {
  it('by a member plays music to the caller, and joins them again', async () => {
    await using office = await Office.open({ people: ['Maya'] })
    const caller = office.callFromOutside()
    const maya = await office.nextCallAt('Maya')
    maya.answer()
    await office.happens('the caller is connected', caller.answered)
    expect(await office.happens('Maya holds', held(maya))).toBe(200)
    expect(office.heardBy(caller)).toBe(music)
    await office.pass(30)
    expect(office.heardBy(caller)).toBe(music)
    expect(await office.happens('Maya takes it back', resumed(maya))).toBe(200)
    expect(office.heardBy(caller)).toBe(office.voiceOf(maya))
    caller.hangUp()
    await office.ends('Maya is let go', maya)
    expect(await office.leftovers()).toEqual({})
  })

  it('by both: each is heard again only when neither holds', async () => {
    await using office = await Office.open({ people: ['Maya'] })
    const caller = office.callFromOutside()
    const maya = await office.nextCallAt('Maya')
    maya.answer()
    await office.happens('the caller is connected', caller.answered)
    await office.happens('the caller holds', held(caller))
    expect(office.heardBy(maya)).toBe(music)
    await office.happens('Maya holds', held(maya))
    expect([office.heardBy(caller), office.heardBy(maya)]).toEqual([undefined, undefined])
    await office.happens('the caller is back', resumed(caller))
    expect([office.heardBy(caller), office.heardBy(maya)]).toEqual([music, undefined])
    await office.happens('Maya is back', resumed(maya))
    expect(office.heardBy(maya)).toBe(office.voiceOf(caller))
    caller.hangUp()
    await office.ends('Maya is let go', maya)
    expect(await office.leftovers()).toEqual({})
  })

  it('by the phone of a seat shows on its screen', async () => {
    await using scene = await atReception()
    const { office, rita, caller, atRita } = scene
    await office.happens('Rita holds', held(atRita))
    expect(office.heardBy(caller)).toBe(music)
    expect(rita.screen.calls).toMatchObject([{ state: 'held' }])
    await office.happens('Rita takes it back', resumed(atRita))
    expect(office.heardBy(caller)).toBe(office.voiceOf(atRita))
  })
})

describe('REFER by the phone of a seat', () => {
  it('lets Tom ring by his extension, and frees the seat; they talk', async () => {
    await using scene = await atReception()
    const { office, rita, caller, atRita } = scene
    const extension = await office.extensionOf('Tom')
    const asked = atRita.refer(`<sip:${extension}@192.0.2.1>`)
    const atTom = await office.nextCallAt('Tom')
    expect(await asked).toBe(202)
    await office.ends("Rita's phone is free", atRita)
    expect(office.heardBy(caller)).toBe(music)
    atTom.answer()
    await office.pass(1)
    expect(office.heardBy(caller)).toBe(office.voiceOf(atTom))
    caller.hangUp()
    await office.ends('Tom is let go', atTom)
    expect((await office.lastCall()).path.at(-1)?.reason).toBe('Rita passed the call on to Tom.')
    rita.leave()
    expect(await office.leftovers()).toEqual({})
  })

  it('unanswered for 20 s comes back to the seat', async () => {
    await using scene = await atReception()
    const { office, rita, caller, atRita } = scene
    atRita.refer(`<sip:${await office.extensionOf('Tom')}@192.0.2.1>`)
    const atTom = await office.nextCallAt('Tom')
    await office.ends("Tom's phone stops", atTom)
    const back = await rita.ringing()
    back.answer()
    await office.pass(1)
    expect(office.heardBy(caller)).toBe(office.voiceOf(back))
  })

  it.each([
    ['to nobody of the organization', 404, '<sip:9999@192.0.2.1>'],
    ['outside', 404, '<sip:+447700900555@192.0.2.1>'],
    ['in place of another call', 501, '<sip:2001@192.0.2.1?Replaces=a%3Bto-tag%3D1%3Bfrom-tag%3D2>'],
    ['of another method', 501, '<sip:2001@192.0.2.1;method=BYE>'],
  ])('%s is refused with %i, and the caller stays', async (_, status, to) => {
    await using scene = await atReception()
    const { office, caller, atRita } = scene
    expect(await office.happens('Rita is told', atRita.refer(to))).toBe(status)
    expect(office.heardBy(caller)).toBe(office.voiceOf(atRita))
  })

  it('by a member is refused', async () => {
    await using office = await Office.open({ people: ['Maya', 'Tom'] })
    const caller = office.callFromOutside()
    const maya = await office.nextCallAt('Maya')
    maya.answer()
    await office.happens('the caller is connected', caller.answered)
    const asked = maya.refer(`<sip:${await office.extensionOf('Tom')}@192.0.2.1>`)
    expect(await office.happens('Maya is told', asked)).toBe(403)
    expect(caller.state).toBe('answered')
  })
})
