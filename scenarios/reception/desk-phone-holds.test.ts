/** What a receptionist, a member and a caller do with the keys of their phones: hold by re-INVITE (C8). */
import { describe, expect, it } from 'vitest'
import { atReception, toReception } from '../office/at-reception.ts'
import { Office } from '../office/office.ts'
import { Seat } from '../office/seat.ts'
import { asks, callerTalksTo, held, resumed, toThePlaceOf } from '../office/talks.ts'

const music = 'waiting-music'

describe('hold', () => {
  it('by a member plays music to the caller, and joins them again', async () => {
    await using office = await Office.open({ people: ['Maya'] })
    const { caller, member: maya } = await callerTalksTo(office, 'Maya')
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

  it.each(['the caller', 'Maya'])('by %s, who takes it back by an answer to our offer', async (who) => {
    await using office = await Office.open({ people: ['Maya'] })
    const { caller, member: maya } = await callerTalksTo(office, 'Maya')
    const [holder, other] = who === 'Maya' ? [maya, caller] : [caller, maya]
    const back = holder.body
    await office.happens('one holds', held(holder))
    expect(office.heardBy(other)).toBe(music)
    expect(await office.happens('and takes it back', holder.reinviteWithoutOffer(back))).toBe(200)
    await office.pass(1)
    expect(office.heardBy(other)).toBe(office.voiceOf(holder))
    expect(office.heardBy(holder)).toBe(office.voiceOf(other))
  })

  it('by both: each is heard again only when neither holds', async () => {
    await using office = await Office.open({ people: ['Maya'] })
    const { caller, member: maya } = await callerTalksTo(office, 'Maya')
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

describe('a caller who has put us on hold', () => {
  it('while it waits: whoever answers hears music, not silence, until the caller is back', async () => {
    await using office = await Office.open({ people: ['Rita'] })
    await office.settings.saveRoutes(toReception)
    const rita = await Seat.open(office, 'Rita')
    const caller = office.callFromOutside()
    await office.happens('we answer with music', caller.answered)
    await office.happens('the caller holds', held(caller))
    const atRita = await rita.lift()
    expect(office.heardBy(atRita)).toBe(music)
    await office.happens('the caller is back', resumed(caller))
    const each = () => [office.heardBy(caller), office.heardBy(atRita)]
    expect(each()).toEqual([office.voiceOf(atRita), office.voiceOf(caller)])

    await office.happens('the caller holds once more', held(caller))
    expect(office.heardBy(atRita)).toBe(music)
    await office.happens('the caller is back', resumed(caller))
    expect(each()).toEqual([office.voiceOf(atRita), office.voiceOf(caller)])
    rita.leave()
    caller.hangUp()
    expect(await office.leftovers()).toEqual({})
  })

  it('and whom Rita has on hold as well is heard when both have taken it back', async () => {
    await using office = await Office.open({ people: ['Rita'] })
    await office.settings.saveRoutes(toReception)
    const rita = await Seat.open(office, 'Rita')
    const caller = office.callFromOutside()
    const atRita = await rita.lift()
    await office.happens('Rita holds', held(atRita))
    await office.happens('the caller holds', held(caller))
    await office.happens('the caller is back', resumed(caller))
    expect(office.heardBy(caller)).toBe(music)
    await office.happens('the caller holds', held(caller))
    await office.happens('Rita is back', resumed(atRita))
    expect(office.heardBy(atRita)).toBe(music)
    await office.happens('the caller is back', resumed(caller))
    expect([office.heardBy(caller), office.heardBy(atRita)]).toEqual([
      office.voiceOf(atRita),
      office.voiceOf(caller),
    ])
    rita.leave()
    caller.hangUp()
    expect(await office.leftovers()).toEqual({})
  })

  it('and a colleague who has put Maya on hold, joined: each hears music until the other is back', async () => {
    await using office = await Office.open({ people: ['Maya', 'Tom'] })
    const { caller, member: maya } = await callerTalksTo(office, 'Maya', ['Tom'])
    const { asking, asked: tom } = await asks(office, 'Maya', 'Tom')
    await office.happens('Tom holds', held(tom))
    expect(await office.happens('Maya joins them', maya.refer(toThePlaceOf(asking)))).toBe(202)
    await office.ends('Maya is free', maya)
    expect(office.heardBy(caller)).toBe(music)
    await office.happens('Tom is back', resumed(tom))
    expect([office.heardBy(caller), office.heardBy(tom)]).toEqual([
      office.voiceOf(tom),
      office.voiceOf(caller),
    ])
    caller.hangUp()
    expect(await office.leftovers()).toEqual({})
  })
})
