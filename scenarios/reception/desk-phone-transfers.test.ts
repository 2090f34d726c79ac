/** What a receptionist and a member do with the keys of their phones: transfer by REFER (C8). */
import { describe, expect, it } from 'vitest'
import { atReception } from '../office/at-reception.ts'
import { Office } from '../office/office.ts'
import { openReceptionNumber } from '../office/reception-number.ts'
import { Seat } from '../office/seat.ts'
import { asks, callerTalksTo } from '../office/talks.ts'

const music = 'waiting-music'

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
    expect((await office.records.lastCall()).path.at(-1)?.reason).toBe('Rita passed the call on to Tom.')
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
    ['of another method', 501, '<sip:2001@192.0.2.1;method=BYE>'],
  ])('%s is refused with %i, and the caller stays', async (_, status, to) => {
    await using scene = await atReception()
    const { office, caller, atRita } = scene
    expect(await office.happens('Rita is told', atRita.refer(to))).toBe(status)
    expect(office.heardBy(caller)).toBe(office.voiceOf(atRita))
  })

  it.each([
    ['seats', 202],
    ['nobody', 403],
  ] as const)('outside, where %s may: %i', async (outsideTransfer, status) => {
    await using scene = await atReception({ outsideTransfer })
    const { office, atRita } = scene
    const asked = atRita.refer('<sip:+447700900555@192.0.2.1>')
    expect(await office.happens('Rita is told', asked)).toBe(status)
    await office.pass(1)
    expect(office.carrier.log.requests('INVITE').length).toBe(status === 202 ? 1 : 0)
  })
})

describe('REFER by the phone of a member', () => {
  async function atMaya() {
    const office = await Office.open({ people: ['Maya', 'Tom'] })
    const { caller, member: maya } = await callerTalksTo(office, 'Maya', ['Tom'])
    const toTom = `<sip:${await office.extensionOf('Tom')}@192.0.2.1>`
    return { office, caller, maya, toTom, [Symbol.asyncDispose]: () => office[Symbol.asyncDispose]() }
  }

  it('lets Tom ring; they talk', async () => {
    await using scene = await atMaya()
    const { office, caller, maya, toTom } = scene
    const asked = maya.refer(toTom)
    const atTom = await office.nextCallAt('Tom')
    expect(await asked).toBe(202)
    await office.ends("Maya's phone is free", maya)
    expect(office.heardBy(caller)).toBe(music)
    atTom.answer()
    await office.pass(1)
    expect(office.heardBy(caller)).toBe(office.voiceOf(atTom))
    atTom.hangUp()
    await office.ends('the caller is let go', caller)
    const record = await office.records.lastCall()
    expect(record).toMatchObject({ result: 'answered-by-member', answeredBy: 'Tom, by way of Maya' })
    expect(record.path.map(({ reason }) => reason).slice(-2)).toEqual([
      'Maya passed the call on to Tom.',
      'Tom took the call that Maya had passed on.',
    ])
    expect(await office.leftovers()).toEqual({})
  })

  it('unanswered for 20 s comes back to Maya; there too, the route goes on', async () => {
    await using scene = await atMaya()
    const { office, caller, maya, toTom } = scene
    maya.refer(toTom)
    const atTom = await office.nextCallAt('Tom')
    const ringsBack = office.phone('Maya').nextCall()
    await office.ends("Tom's phone stops", atTom)
    const back = await office.happens('Maya is rung', ringsBack)
    expect(office.heardBy(caller)).toBe(music)
    await office.ends("Maya's phone stops", back)
    await office.recording()
    await office.pass(5)
    caller.hangUp()
    const record = await office.records.lastCall()
    expect(record.result).toBe('voicemail-left')
    expect(record.path.map(({ reason }) => reason)).toContain('Tom did not take the call within 20 s.')
    expect(await office.leftovers()).toEqual({})
  })

  it('the caller may leave while Tom rings', async () => {
    await using scene = await atMaya()
    const { office, caller, maya, toTom } = scene
    maya.refer(toTom)
    const atTom = await office.nextCallAt('Tom')
    caller.hangUp()
    await office.ends("Tom's phone stops", atTom)
    expect(await office.records.lastCall()).toMatchObject({
      result: 'answered-by-member',
      reason: 'caller-hung-up',
    })
    expect(await office.leftovers()).toEqual({})
  })

  it('by whoever called: the colleague who was called is passed on', async () => {
    await using office = await Office.open({ people: ['Maya', 'Tom', 'Uma'] })
    const { asking: maya, asked: atTom } = await asks(office, 'Maya', 'Tom')
    maya.refer(`<sip:${await office.extensionOf('Uma')}@192.0.2.1>`)
    const atUma = await office.nextCallAt('Uma')
    expect(office.heardBy(atTom)).toBe(music)
    atUma.answer()
    await office.ends('Maya is free', maya)
    await office.pass(1)
    expect(office.heardBy(atUma)).toBe(office.voiceOf(atTom))
    atUma.hangUp()
    await office.ends('Tom is let go', atTom)
    expect(await office.leftovers()).toEqual({})
  })

  it.each([
    ['seats', 403],
    ['everybody', 202],
  ] as const)('outside, where %s may: %i', async (outsideTransfer, status) => {
    await using scene = await atMaya()
    const { office, caller } = scene
    caller.hangUp()
    await office.settings.setReception({ outsideTransfer })
    const again = office.callFromOutside(undefined, 'X-Caller: second\r\n')
    const maya = await office.nextCallAt('Maya')
    maya.answer()
    await office.happens('the caller is connected', again.answered)
    expect(await office.happens('Maya is told', maya.refer('<sip:+447700900555@192.0.2.1>'))).toBe(status)
  })

  it('to the reception of the site shows the call at its seats; nobody there: back to Maya', async () => {
    await using scene = await atMaya()
    const { office, caller, maya } = scene
    const number = await openReceptionNumber(office)
    const ringsBack = office.phone('Maya').nextCall()
    maya.refer(`<sip:${number}@192.0.2.1>`)
    const back = await office.happens('Maya is rung', ringsBack)
    back.answer()
    await office.pass(1)
    expect(office.heardBy(caller)).toBe(office.voiceOf(back))
    const rita = await Seat.open(office, 'Tom')
    back.refer(`<sip:${number}@192.0.2.1>`)
    const atRita = await rita.lift()
    expect(office.heardBy(caller)).toBe(office.voiceOf(atRita))
    caller.hangUp()
    expect((await office.records.lastCall()).result).toBe('answered-by-reception')
  })
})
