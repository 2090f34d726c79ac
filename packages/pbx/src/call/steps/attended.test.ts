import { describe, expect, it } from 'vitest'
import {
  answers,
  attended,
  fails,
  gone,
  names,
  ordered,
  play,
  played,
  ready,
  rings,
} from '../../../testing/play-call.ts'
import { type DeskOrder, deskOrderFits } from '../desk-order.ts'

const tom = { id: 'tom', name: 'Tom', targets: [{ id: 'desk' }, '+447700900777'] }
const pass = ordered({ do: 'pass', to: tom })
const ask = ordered({ do: 'ask', to: tom })
const transferTimer = { type: 'timerFired', name: 'transfer' } as const
const hangsUp = (leg: number) => ({ type: 'legHungUp', leg }) as const
const consulting = () => play(attended(), ask, answers(2)).call
const mode = (call: ReturnType<typeof attended>) => call.reception?.mode

describe('the seat and its caller (C8)', () => {
  it('hold --> music, as long as it lasts; resume --> joined again', () => {
    const held = play(attended(), ordered({ do: 'hold' }))
    expect(names(held.last)).toEqual(['playWaiting'])
    expect(names(play(held.call, played).last)).toEqual(['playWaiting'])
    expect(play(held.call, ordered({ do: 'resume' })).last).toEqual([{ do: 'join', leg: 1 }])
  })
  it('hang up at the desk --> both are ended, the seat is free', () => {
    const { call, last } = play(attended(), ordered({ do: 'hang-up' }))
    expect(names(last)).toEqual(['byeLeg', 'seatFreed', 'hangUpCaller', 'finish'])
    expect(call.termination).toMatchObject({ result: 'answered-by-reception', by: 'rita' })
  })
  it('the seat lays the receiver down --> the same', () => {
    expect(names(play(attended(), hangsUp(1)).last)).toEqual(['seatFreed', 'hangUpCaller', 'finish'])
  })
  it('the caller leaves --> the seat is free', () => {
    expect(names(play(attended(), gone).last)).toEqual(['byeLeg', 'seatFreed', 'finish'])
  })
  it('to voicemail --> the greeting, without another answer', () => {
    expect(names(play(attended(), ordered({ do: 'voicemail' })).last)).toEqual([
      'byeLeg',
      'seatFreed',
      'playGreeting',
    ])
  })
  it('the seat is lost --> head of the queue, with music (C7)', () => {
    const { call, last } = play(attended(), { type: 'seatLost' })
    expect(call.state).toBe('queued')
    expect(last).toContainEqual(
      expect.objectContaining({ do: 'enterQueue', returned: true, seat: undefined }),
    )
    expect(names(last)).toContain('playWaiting')
    expect(last).not.toContainEqual(expect.objectContaining({ do: 'hangUpCaller' }))
  })
  it.each([['engineStopping'], ['mediaFailed'], ['administrativeHangUp'], ['callerAnswerTimeout']] as const)(
    '%s --> over, nothing left',
    (type) => {
      const { call } = play(consulting(), { type, detail: '', by: 'Olga' } as never)
      expect(call.state).toBe('finished')
      expect(call.legs.every(({ state }) => state === 'ended')).toBe(true)
    },
  )
})

describe('passing on (C8)', () => {
  it('blind --> all devices of the person ring, the caller hears music, the seat is free', () => {
    const { last } = play(attended(), pass)
    expect(names(last)).toEqual(['playWaiting', 'ringLegs', 'startTimer', 'byeLeg', 'seatFreed'])
    expect(last[2]).toEqual({ do: 'startTimer', name: 'transfer', seconds: 20 })
  })
  it('answered --> they talk; the record names both', () => {
    const { call, last } = play(attended(), pass, rings(2), answers(2), gone)
    expect(names(last)).toEqual(['byeLeg', 'finish'])
    expect(call.termination?.by).toBe('Tom, by way of rita')
    expect(call.path.at(-1)?.reason).toBe('rita passed the call on to Tom.')
  })
  it('20 s without answer --> back to the same seat', () => {
    const { call, last } = play(attended(), pass, { ...transferTimer, after: 20 })
    expect(last).toContainEqual(expect.objectContaining({ do: 'enterQueue', returned: true, seat: 'rita' }))
    expect(call.path.at(-1)?.reason).toBe('Tom did not take the call within 20 s; it came back to rita.')
  })
  it('all devices refuse --> back at once', () => {
    const { call } = play(attended(), pass, fails(2, 486), fails(3, 480))
    expect(call.state).toBe('queued')
  })
})

describe('asking first (C8)', () => {
  it('the person answers --> seat and person talk, the caller hears music', () => {
    const { last, call } = play(attended(), ask, answers(2))
    expect(last.at(-1)).toEqual({ do: 'joinLegs', leg: 1, other: 2 })
    expect(mode(call)).toBe('consulting')
  })
  it('connect --> caller and person talk, the seat is free', () => {
    const { last, call } = play(consulting(), ordered({ do: 'connect' }))
    expect(names(last)).toEqual(['byeLeg', 'seatFreed', 'join'])
    expect(call.state).toBe('talking')
  })
  it('the seat lays the receiver down --> the same', () => {
    expect(play(consulting(), hangsUp(1)).call.state).toBe('talking')
  })
  it('connect while it rings --> passed on blind', () => {
    const { call } = play(attended(), ask, ordered({ do: 'connect' }))
    expect(mode(call)).toBe('passing')
    expect(play(call, answers(3)).call.state).toBe('talking')
  })
  it('return --> the person is let go, the caller is back', () => {
    const { last, call } = play(consulting(), ordered({ do: 'return' }))
    expect(last.filter((one) => one.do !== 'stopTimer')).toEqual([
      { do: 'byeLeg', leg: 2 },
      { do: 'join', leg: 1 },
    ])
    expect(mode(call)).toBe('talking')
  })
  it('swap and swap again', () => {
    const swapped = play(consulting(), ordered({ do: 'swap' }))
    expect(swapped.last).toEqual([
      { do: 'parkLeg', leg: 2 },
      { do: 'join', leg: 1 },
    ])
    expect(play(swapped.call, ordered({ do: 'swap' })).last.at(-1)).toEqual({
      do: 'joinLegs',
      leg: 1,
      other: 2,
    })
    expect(mode(play(swapped.call, hangsUp(2)).call)).toBe('talking')
    expect(play(swapped.call, hangsUp(1)).call.state).toBe('talking')
  })
  it('asked in vain, or the person leaves --> the caller waits for the seat', () => {
    expect(mode(play(attended(), ask, { ...transferTimer, after: 20 }).call)).toBe('held')
    expect(mode(play(attended(), ask, fails(2, 486), fails(3, 486)).call)).toBe('held')
    expect(mode(play(consulting(), hangsUp(2)).call)).toBe('held')
  })
  it('the seat is lost meanwhile --> the person is let go, the caller waits at the head', () => {
    const { call, last } = play(consulting(), { type: 'seatLost' })
    expect(last.filter((one) => one.do === 'byeLeg')).toHaveLength(2)
    expect(call.state).toBe('queued')
  })
})

describe('orders that do not fit', () => {
  const orders: DeskOrder[] = [{ do: 'resume' }, { do: 'swap' }, { do: 'return' }, { do: 'connect' }]
  it('change nothing', () => {
    for (const order of orders) {
      expect(play(attended(), ordered(order)).last).toEqual([])
      expect(deskOrderFits(attended(), 'rita', order.do)).toBe(false)
    }
    expect(deskOrderFits(attended(), 'sam', 'hold')).toBe(false)
    expect(deskOrderFits(attended(), 'rita', 'hold')).toBe(true)
    expect(
      play(play(attended(), pass).call, ordered({ do: 'hold' }), ready, { type: 'seatLost' }).last,
    ).toEqual([])
  })
})
