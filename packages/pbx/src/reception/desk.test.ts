import { describe, expect, it } from 'vitest'
import { type Desk, type DeskCommand, type DeskEvent, deskAfter, emptyDesk } from './desk.ts'
import { type Presence, seatState } from './seat.ts'

type Untimed<Event> = Event extends DeskEvent ? Omit<Event, 'at'> & { after?: number } : never

/** Plays events; `after` is seconds since the event before. */
function at(desk: Desk, ...events: Untimed<DeskEvent>[]): { desk: Desk; last: readonly DeskCommand[] } {
  let now = 0
  let last: readonly DeskCommand[] = []
  for (const { after = 0, ...event } of events) {
    now += after * 1000
    const turn = deskAfter(desk, { ...event, at: now } as DeskEvent)
    desk = turn.desk
    last = turn.orders.filter((order) => order.do !== 'wake')
  }
  return { desk, last }
}

const seat = (id: string, presence: Presence = 'ready', ringsDevice = true) =>
  ({ type: 'seatChanges', seat: id, name: id, presence, ringsDevice }) as const
const waits = (
  call: string,
  more: { since?: number; priority?: number; returned?: boolean; seat?: string } = {},
) => ({ type: 'callWaits', call, since: 0, priority: 0, returned: false, ...more }) as const
const answers = (id: string, call: string) => ({ type: 'seatAnswers', seat: id, call }) as const
const claims = (id: string, call: string) => ({ type: 'seatClaims', seat: id, call }) as const
const offer = (call: string, ...seats: string[]) => ({ do: 'offer', call, seats, atOnce: false })
const open = at({ ...emptyDesk, wrapUpSeconds: 10 }, seat('rita'), seat('sam')).desk
const stateOf = (desk: Desk, id: string) => {
  const found = desk.seats.find((each) => each.id === id)
  return found && seatState(found)
}

describe('the queue of a reception (C7)', () => {
  it('a call --> every ready seat rings', () => {
    expect(at(open, waits('a')).last).toEqual([offer('a', 'rita', 'sam')])
  })
  it('two calls --> the first rings; answered, the second rings at who is left', () => {
    const two = at(open, waits('a'), waits('b', { since: 5 }))
    expect(two.last).toEqual([])
    const { desk, last } = at(two.desk, answers('sam', 'a'))
    expect(last).toEqual([offer('b', 'rita')])
    expect(stateOf(desk, 'sam')).toBe('talking')
  })
  it('serves who came back, then priority, then arrival', () => {
    const { desk } = at(
      open,
      waits('late', { since: 9 }),
      waits('early', { since: 1 }),
      waits('first class', { since: 20, priority: 1 }),
      waits('back', { since: 30, returned: true }),
    )
    expect(desk.waiting.map(({ call }) => call)).toEqual(['back', 'first class', 'early', 'late'])
  })
  it('one that is over leaves the queue, and the seat that had it rests', () => {
    expect(at(open, waits('a'), waits('b', { since: 5 }), { type: 'callEnds', call: 'a' }).last).toEqual([
      offer('b', 'rita', 'sam'),
    ])
    const { desk } = at(open, waits('a'), answers('sam', 'a'), { type: 'callEnds', call: 'a' })
    expect([stateOf(desk, 'sam'), stateOf(desk, 'rita')]).toEqual(['wrap-up', 'ready'])
  })
  it('nobody there --> the call must not wait', () => {
    expect(at(emptyDesk, waits('a')).last).toEqual([{ do: 'dismiss', call: 'a', left: false }])
    expect(at(emptyDesk, seat('rita', 'away'), waits('a')).last).toEqual([
      { do: 'dismiss', call: 'a', left: false },
    ])
  })
  it('all talk --> the call waits', () => {
    const busy = at(open, waits('a'), answers('rita', 'a'), waits('b'), answers('sam', 'b')).desk
    expect(at(busy, waits('c')).last).toEqual([])
  })
  it('the last one goes away --> the phones stop, the call goes on', () => {
    const one = at(emptyDesk, seat('rita'), waits('a')).desk
    expect(at(one, seat('rita', 'away')).last).toEqual([
      { do: 'withdraw', call: 'a', seats: ['rita'] },
      { do: 'dismiss', call: 'a', left: true },
    ])
  })
  it('a seat that answers on its screen is not rung', () => {
    const screen = at(emptyDesk, seat('rita', 'ready', false)).desk
    expect(at(screen, waits('a')).last).toEqual([])
    expect(at(screen, waits('a'), claims('rita', 'a')).last).toEqual([
      { do: 'offer', call: 'a', seats: ['rita'], atOnce: true },
    ])
  })
  it('a device refuses --> the seat is rung for the next call', () => {
    const { last } = at(open, waits('a'), waits('b'), { type: 'seatDeclines', seat: 'rita', call: 'a' })
    expect(last).toEqual([offer('b', 'rita')])
  })
})

describe('a click (C7)', () => {
  it('takes the call alone: the others stop, its own device answers by itself', () => {
    expect(at(open, waits('a'), claims('rita', 'a')).last).toEqual([
      { do: 'withdraw', call: 'a', seats: ['sam', 'rita'], takenBy: 'rita' },
      { do: 'offer', call: 'a', seats: ['rita'], atOnce: true },
    ])
  })
  it('of a seat that cannot be rung --> the others go on ringing', () => {
    const { desk, last } = at(open, seat('rita', 'offline'), waits('a'), claims('rita', 'a'))
    expect(last).toEqual([])
    expect(desk.waiting).toMatchObject([{ claim: undefined, offers: ['sam'] }])
    expect(at(desk, claims('nobody', 'a')).desk).toEqual(desk)
  })
  it('of a page that reloads --> is answered there when it is back', () => {
    const { desk } = at(open, seat('rita', 'lost'), waits('a'), claims('rita', 'a'))
    expect(at(desk, seat('rita')).last).toEqual([{ do: 'offer', call: 'a', seats: ['rita'], atOnce: true }])
  })
  it('of one that is away --> is its call all the same', () => {
    const { last } = at(open, seat('rita', 'away'), waits('a'), claims('rita', 'a'))
    expect(last.at(-1)).toEqual({ do: 'offer', call: 'a', seats: ['rita'], atOnce: true })
  })
  it('comes too late --> nothing changes', () => {
    const taken = at(open, waits('a'), claims('rita', 'a')).desk
    expect(at(taken, claims('sam', 'a')).desk.waiting[0]?.claim?.seat).toBe('rita')
    expect(at(taken, claims('sam', 'gone')).last).toEqual([])
  })
  it('is not followed by an answer --> the others ring again', () => {
    const { last } = at(open, waits('a'), claims('rita', 'a'), { type: 'timePasses', after: 20 })
    expect(last).toEqual([offer('a', 'sam')])
  })
  it('fails at the device --> the others ring, and it may click again', () => {
    const failed = at(open, waits('a'), claims('rita', 'a'), {
      type: 'seatDeclines',
      seat: 'rita',
      call: 'a',
    })
    expect(failed.last).toEqual([offer('a', 'sam')])
    expect(at(failed.desk, claims('rita', 'a')).last.at(-1)).toMatchObject({ seats: ['rita'], atOnce: true })
  })
  it('takes another call while one is held', () => {
    const talking = at(open, waits('a'), answers('rita', 'a'), waits('b')).desk
    expect(at(talking, claims('rita', 'b')).last).toEqual([
      { do: 'withdraw', call: 'b', seats: ['sam'], takenBy: 'rita' },
      { do: 'offer', call: 'b', seats: ['rita'], atOnce: true },
    ])
  })
})

describe('coming back (C8)', () => {
  it('to the seat alone, for 20 s; then to all, first of all', () => {
    const back = at(open, waits('x', { since: 1 }), waits('a', { since: 50, returned: true, seat: 'sam' }))
    expect(back.last).toContainEqual(offer('a', 'sam'))
    expect(back.desk.waiting[0]?.call).toBe('a')
    expect(at(back.desk, { type: 'timePasses', after: 20 }).last).toEqual([
      { do: 'withdraw', call: 'x', seats: ['rita'], takenBy: undefined },
      offer('a', 'rita'),
    ])
  })
  it('to a seat that is away --> to all at once', () => {
    const { last } = at(open, seat('sam', 'away'), waits('a', { returned: true, seat: 'sam' }))
    expect(last).toEqual([offer('a', 'rita')])
  })
})

describe('the life of a seat', () => {
  it('talking --> wrap-up --> ready', () => {
    const talked = at(open, waits('a'), answers('rita', 'a'), {
      type: 'seatFreed',
      seat: 'rita',
      call: 'a',
    }).desk
    expect(stateOf(talked, 'rita')).toBe('wrap-up')
    expect(at(talked, waits('b')).last).toEqual([offer('b', 'sam')])
    expect(stateOf(at(talked, { type: 'timePasses', after: 10 }).desk, 'rita')).toBe('ready')
    expect(stateOf(at(talked, { type: 'wrapUpEnds', seat: 'rita' }).desk, 'rita')).toBe('ready')
  })
  it('asks to be woken when the wrap-up ends', () => {
    const talking = at(open, waits('a'), answers('rita', 'a')).desk
    const { orders } = deskAfter(talking, { type: 'seatFreed', seat: 'rita', call: 'a', at: 1000 })
    expect(orders).toEqual([{ do: 'wake', at: 11_000 }])
  })
  it('away, offline and gone --> not rung', () => {
    const { desk } = at(open, seat('rita', 'away'), seat('sam', 'offline'))
    expect([stateOf(desk, 'rita'), stateOf(desk, 'sam')]).toEqual(['away', 'offline'])
    expect(at(open, { type: 'seatCloses', seat: 'sam' }, waits('a')).last).toEqual([offer('a', 'rita')])
  })
  it('lost --> takes nothing, but callers wait; what it had taken is for the others at once', () => {
    const claimed = at(open, waits('a'), claims('rita', 'a'), seat('rita', 'lost'))
    expect(claimed.last).toEqual([
      { do: 'withdraw', call: 'a', seats: ['rita'], takenBy: undefined },
      offer('a', 'sam'),
    ])
    const alone = at(claimed.desk, seat('sam', 'away'))
    expect(alone.desk.waiting.map(({ call }) => call)).toEqual(['a'])
    expect(stateOf(alone.desk, 'rita')).toBe('offline')
    expect(at(alone.desk, seat('rita')).last).toEqual([offer('a', 'rita')])
    expect(at(alone.desk, seat('rita', 'offline')).last).toEqual([{ do: 'dismiss', call: 'a', left: true }])
  })
  it('lost while it talks --> no time for itself when the call comes back', () => {
    const talking = at(open, waits('a'), answers('rita', 'a'), seat('rita', 'lost')).desk
    const freed = at(talking, { type: 'seatFreed', seat: 'rita', call: 'a' }, seat('rita')).desk
    expect(stateOf(freed, 'rita')).toBe('ready')
  })
  it('closed while it talks, and open again --> talks, and is not rung', () => {
    const closed = at(open, waits('a'), answers('rita', 'a'), { type: 'seatCloses', seat: 'rita' }).desk
    const { desk, last } = at(closed, { ...seat('rita'), calls: ['a'] }, waits('b'))
    expect([stateOf(desk, 'rita'), last]).toEqual(['talking', [offer('b', 'sam')]])
  })
  it('offline while it talks --> talks', () => {
    const { desk } = at(open, waits('a'), answers('rita', 'a'), seat('rita', 'offline'))
    expect(stateOf(desk, 'rita')).toBe('talking')
  })
})
