/** A phone joins the two that it talks to: REFER with Replaces (RFC 3515, RFC 3891); every call's record tells it (C8, C13). */
import type { PhoneCall } from '@mainline/sip/testing'
import { describe, expect, it } from 'vitest'
import { toReception } from '../office/at-reception.ts'
import { Office } from '../office/office.ts'
import { Seat } from '../office/seat.ts'
import { asks, callerTalksTo, held, toThePlaceOf } from '../office/talks.ts'

describe('the phone of a seat', () => {
  it('holds its caller, asks Tom, joins the two, and is free', async () => {
    await using office = await Office.open({ people: ['Rita', 'Tom'] })
    await office.settings.saveRoutes(toReception)
    const rita = await Seat.open(office, 'Rita')
    const caller = office.callFromOutside()
    const atRita = await rita.lift()
    await office.happens('Rita holds', held(atRita))
    const { asking, asked } = await asks(office, 'Rita', 'Tom')
    expect(office.heardBy(caller)).toBe('waiting-music')
    expect(await office.happens('Rita joins them', atRita.refer(toThePlaceOf(asking)))).toBe(202)
    await office.ends("Rita's call is over", atRita)
    await office.ends("Rita's other call is over", asking)
    expect(atRita.referred).toEqual(['SIP/2.0 200 OK terminated;reason=noresource'])
    expect([office.heardBy(caller), office.heardBy(asked)]).toEqual([
      office.voiceOf(asked),
      office.voiceOf(caller),
    ])
    expect(rita.state).toBe('wrap-up')
    caller.hangUp()
    await office.ends('Tom is let go', asked)
    const records = await office.records.calls()
    expect(records.map(({ result, reason, answeredBy }) => [result, reason, answeredBy])).toEqual([
      ['answered-by-member', 'joined-elsewhere', 'Tom'],
      ['answered-by-reception', 'caller-hung-up', 'Tom, by way of Rita'],
    ])
    expect(records[1]?.path.at(-1)?.reason).toBe('Rita passed the call on to Tom.')
    expect(records[1]?.reception).toMatchObject({ seatName: 'Rita' })
    rita.leave()
    expect(await office.leftovers()).toEqual({})
  })

  it('is told 491 while the other call rings for somebody', async () => {
    await using office = await Office.open({ people: ['Rita', 'Tom', 'Uma'] })
    await office.settings.saveRoutes(toReception)
    const rita = await Seat.open(office, 'Rita')
    office.callFromOutside()
    const atRita = await rita.lift()
    await rita.order({ do: 'ask', to: await rita.to('Uma') })
    await office.nextCallAt('Uma')
    const { asking } = await asks(office, 'Rita', 'Tom')
    expect(await office.happens('Rita is told', atRita.refer(toThePlaceOf(asking)))).toBe(491)
  })
})

describe('the phone of a member', () => {
  it.each(['the caller', 'the colleague'])('joins them by the call with %s', async (where) => {
    await using office = await Office.open({ people: ['Maya', 'Tom'] })
    const { caller, member: maya } = await callerTalksTo(office, 'Maya', ['Tom'])
    const { asking, asked } = await asks(office, 'Maya', 'Tom')
    const [by, other] = where === 'the caller' ? [maya, asking] : [asking, maya]
    expect(await office.happens('Maya joins them', by.refer(toThePlaceOf(other)))).toBe(202)
    await office.ends('one call of Maya is over', maya)
    await office.ends('the other, too', asking)
    expect(office.heardBy(caller)).toBe(office.voiceOf(asked))
    asked.hangUp()
    await office.ends('the caller is let go', caller)
    const lastWords = (await office.records.calls()).map(({ path }) => path.at(-1)?.reason)
    expect(lastWords).toEqual([
      'The call was joined with that of +442079460990.',
      'Maya passed the call on to Tom.',
    ])
    expect(await office.leftovers()).toEqual({})
  })

  it('joins two that have called it: one of them goes on in the call of the other', async () => {
    await using office = await Office.open({ people: ['Maya', 'Tom'] })
    const { caller, member: maya } = await callerTalksTo(office, 'Maya', ['Tom'])
    const tom = office.phone('Tom').call(await office.extensionOf('Maya'))
    const second = await office.nextCallAt('Maya')
    second.answer()
    await office.happens('Tom is connected', tom.answered)
    expect(await office.happens('Maya joins them', second.refer(toThePlaceOf(maya)))).toBe(202)
    await office.ends('one call of Maya is over', maya)
    await office.ends('the other, too', second)
    expect(office.heardBy(caller)).toBe(office.voiceOf(tom))
    expect(office.heardBy(tom)).toBe(office.voiceOf(caller))
    tom.hangUp()
    await office.ends('the caller is let go', caller)
    expect(await office.leftovers()).toEqual({})
  })

  it('joins two whom it has called itself', async () => {
    await using office = await Office.open({ people: ['Maya', 'Tom', 'Uma'] })
    const tom = await asks(office, 'Maya', 'Tom')
    const uma = await asks(office, 'Maya', 'Uma')
    expect(await office.happens('Maya joins them', uma.asking.refer(toThePlaceOf(tom.asking)))).toBe(202)
    await office.ends('one call of Maya is over', tom.asking)
    await office.ends('the other, too', uma.asking)
    expect(office.heardBy(tom.asked)).toBe(office.voiceOf(uma.asked))
    expect(office.heardBy(uma.asked)).toBe(office.voiceOf(tom.asked))
    tom.asked.hangUp()
    await office.ends('Uma is let go', uma.asked)
    expect(await office.leftovers()).toEqual({})
  })

  it.each([
    ['a call that there is not', 404, () => '<sip:x@192.0.2.1?Replaces=a%3Bto-tag%3D1%3Bfrom-tag%3D2>'],
    ["a colleague's call", 403, (toms: PhoneCall) => toThePlaceOf(toms)],
  ] as const)('is refused in the place of %s: %i', async (_, status, to) => {
    await using office = await Office.open({ people: ['Maya', 'Tom', 'Uma'] })
    const mine = await asks(office, 'Maya', 'Tom')
    const other = await asks(office, 'Tom', 'Uma')
    expect(await office.happens('Maya is told', mine.asking.refer(to(other.asking)))).toBe(status)
    expect(office.heardBy(mine.asked)).toBe(office.voiceOf(mine.asking))
  })

  it('the carrier transfers nobody', async () => {
    await using office = await Office.open({ people: ['Maya', 'Tom'] })
    const { caller } = await callerTalksTo(office, 'Maya')
    const asked = caller.refer(`<sip:${await office.extensionOf('Tom')}@192.0.2.1>`)
    expect(await office.happens('the carrier is told', asked)).toBe(403)
  })
})
