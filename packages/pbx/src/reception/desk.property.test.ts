/**
 * What must hold of every reception, whatever happens in whatever order (C7): the order is kept, nobody is lost, at most
 * one seat wins, and no device rings that should not.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Desk, type DeskEvent, deskAfter, emptyDesk } from './desk.ts'
import { attends, seatState } from './seat.ts'

type Untimed<Event> = Event extends DeskEvent ? Omit<Event, 'at'> : never
const seats = ['rita', 'sam', 'tess', 'uma'] as const
const anySeat = fc.constantFrom(...seats)
const anyCall = fc.integer({ min: 0, max: 12 }).map(String)

const anyEvent: fc.Arbitrary<Untimed<DeskEvent>> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('callWaits' as const),
      call: anyCall,
      since: fc.nat(1000),
      priority: fc.constantFrom(0, 0, 0, 1),
      returned: fc.constantFrom(false, false, true),
      seat: fc.option(anySeat, { nil: undefined }),
    }),
  },
  fc.record({ type: fc.constantFrom('callLeaves' as const, 'callEnds' as const), call: anyCall }),
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('seatChanges' as const),
      seat: anySeat,
      name: fc.constant('x'),
      presence: fc.constantFrom(...(['ready', 'ready', 'away', 'lost', 'offline'] as const)),
      ringsDevice: fc.boolean(),
    }),
  },
  fc.record({ type: fc.constant('seatCloses' as const), seat: anySeat }),
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('seatClaims' as const), seat: anySeat, call: anyCall }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('seatAnswers' as const), seat: anySeat, call: anyCall }),
  },
  fc.record({ type: fc.constant('seatDeclines' as const), seat: anySeat, call: anyCall }),
  fc.record({ type: fc.constant('seatFreed' as const), seat: anySeat, call: anyCall }),
  fc.record({ type: fc.constant('wrapUpEnds' as const), seat: anySeat }),
  fc.record({ type: fc.constant('timePasses' as const) }),
)

/** A seat can only answer what rings at it; a call waits only when it is at no seat. */
function isPossible(desk: Desk, event: Untimed<DeskEvent>): boolean {
  if (event.type === 'seatAnswers')
    return desk.waiting.some(({ call, offers }) => call === event.call && offers.includes(event.seat))
  if (event.type === 'callWaits') return !desk.seats.some(({ calls }) => calls.includes(event.call))
  return true
}

describe('any reception', () => {
  it('keeps the order, loses nobody, and lets one seat win', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyEvent, fc.nat(8000)), { maxLength: 80 }), (events) => {
        let desk: Desk = { ...emptyDesk, wrapUpSeconds: 5 }
        let now = 0
        const ringing = new Map<string, Set<string>>()
        const somewhere = new Set<string>()
        for (const [event, later] of events) {
          now += later
          if (!isPossible(desk, event)) continue
          if (event.type === 'callWaits') somewhere.add(event.call)
          const leaves = event.type === 'callLeaves' || event.type === 'callEnds'
          if (leaves || event.type === 'seatAnswers') somewhere.delete(event.call)
          if (leaves || event.type === 'seatAnswers' || event.type === 'callWaits') ringing.delete(event.call)
          if (event.type === 'seatDeclines') ringing.get(event.call)?.delete(event.seat)
          const before = structuredClone(desk)
          const turn = deskAfter(desk, { ...event, at: now } as DeskEvent)
          expect(desk).toEqual(before)
          desk = turn.desk
          for (const order of turn.orders) {
            if (order.do === 'dismiss') {
              somewhere.delete(order.call)
              ringing.delete(order.call)
            }
            if (order.do === 'withdraw')
              for (const seat of order.seats) expect(ringing.get(order.call)?.delete(seat)).toBe(true)
            if (order.do === 'offer')
              for (const seat of order.seats) {
                const set = ringing.get(order.call) ?? new Set()
                expect(set.has(seat)).toBe(false)
                ringing.set(order.call, set.add(seat))
              }
          }
          holds(desk, ringing, somewhere)
        }
      }),
      { numRuns: 4000 },
    )
  })
})

function holds(desk: Desk, ringing: Map<string, Set<string>>, somewhere: Set<string>): void {
  // Nobody lost: who waits is in the queue, once.
  expect(desk.waiting.map(({ call }) => call).sort()).toEqual([...somewhere].sort())
  for (const waiting of desk.waiting) {
    expect(new Set(waiting.offers)).toEqual(ringing.get(waiting.call) ?? new Set())
    if (waiting.claim) expect(waiting.offers.every((seat) => seat === waiting.claim?.seat)).toBe(true)
  }
  // One call has one seat.
  const talking = desk.seats.flatMap(({ calls }) => calls)
  expect(new Set(talking).size).toBe(talking.length)
  // Somebody is there for who waits.
  if (desk.waiting.length > 0) expect(desk.seats.some(attends)).toBe(true)
  // In order: an idle seat rings for the first that is for it.
  for (const seat of desk.seats) {
    const rings = desk.waiting.filter(({ offers }) => offers.includes(seat.id))
    const unclaimed = rings.filter(({ claim }) => !claim)
    expect(unclaimed.length).toBeLessThanOrEqual(1)
    if (unclaimed.length > 0) expect(seatState(seat)).toBe('ready')
    if (rings.length > 0 || seatState(seat) !== 'ready' || !seat.ringsDevice) continue
    expect(desk.waiting.filter(({ claim, declined }) => !claim && !declined.includes(seat.id))).toEqual([])
  }
  for (const seat of desk.seats) {
    const [mine] = desk.waiting.filter(({ offers, claim }) => !claim && offers.includes(seat.id))
    const first = desk.waiting.find(({ claim, declined }) => !claim && !declined.includes(seat.id))
    if (mine) expect(mine.call).toBe(first?.call)
  }
}
