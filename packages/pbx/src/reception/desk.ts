/**
 * A site's reception as state, events and orders (C7). Pure: who waits in which order, who is offered what, who wins.
 * What becomes of the call itself, `call/` decides; an engine carries the news between the two.
 */
import { attends, isReached, type Presence, type Seat, seatState } from './seat.ts'

/** A call that waits. */
export interface Waiting {
  readonly call: string
  /** Since when it waits, epoch ms; kept when it comes back. */
  readonly since: number
  /** Higher goes first. */
  readonly priority: number
  /** It was answered before and came back: ahead of all that were not. */
  readonly returned: boolean
  /** The one seat that it rings at: it took it by a click, or passed it on in vain. */
  readonly claim?: Claim | undefined
  /** Seats whose device rings for it. */
  readonly offers: readonly string[]
  /** Seats that did not want it, or whose device failed. */
  readonly declined: readonly string[]
}

export interface Claim {
  readonly seat: string
  /** By a click: the device answers by itself. */
  readonly clicked: boolean
  /** Epoch ms after which others may take it. */
  readonly until: number
}

export interface Desk {
  readonly seats: readonly Seat[]
  /** In the order in which they are served. */
  readonly waiting: readonly Waiting[]
  /** See `ReceptionRules`. */
  readonly wrapUpSeconds: number
}

export const emptyDesk: Desk = { seats: [], waiting: [], wrapUpSeconds: 0 }

/** How long a seat has to answer what it took, or what came back to it, ms (C8). */
const claimMs = 20_000

/** What may happen at a reception; `at` is epoch ms. */
export type DeskEvent = { readonly at: number } & (
  | {
      readonly type: 'callWaits'
      readonly call: string
      readonly since: number
      readonly priority: number
      readonly returned: boolean
      /** The seat that it comes back to. */
      readonly seat?: string | undefined
    }
  /** It is not for this reception any more: taken elsewhere, out of time, the caller left. */
  | { readonly type: 'callLeaves'; readonly call: string }
  /** It is over, wherever it was: one that went wrong has told nothing before. */
  | { readonly type: 'callEnds'; readonly call: string }
  | {
      readonly type: 'seatChanges'
      readonly seat: string
      readonly name: string
      readonly presence: Presence
      readonly reason?: string | undefined
      readonly ringsDevice: boolean
      /** Of a seat that is not known here: the calls that it took when it was, and has still. */
      readonly calls?: readonly string[] | undefined
    }
  | { readonly type: 'seatCloses'; readonly seat: string }
  /** The seat clicks. */
  | { readonly type: 'seatClaims'; readonly seat: string; readonly call: string }
  /** The seat's device answered, and the call is its. */
  | { readonly type: 'seatAnswers'; readonly seat: string; readonly call: string }
  | { readonly type: 'seatDeclines'; readonly seat: string; readonly call: string }
  /** The call went on without the seat, or ended. */
  | { readonly type: 'seatFreed'; readonly seat: string; readonly call: string }
  /** It wants the next call now. */
  | { readonly type: 'wrapUpEnds'; readonly seat: string }
  | { readonly type: 'timePasses' }
)

/** What is to be done. */
export type DeskCommand =
  | {
      readonly do: 'offer'
      readonly call: string
      readonly seats: readonly string[]
      readonly atOnce: boolean
    }
  | {
      readonly do: 'withdraw'
      readonly call: string
      readonly seats: readonly string[]
      /** Whose it is now; undefined: nobody's. */
      readonly takenBy?: string | undefined
    }
  /** Nobody is there: the call must not wait. */
  | {
      readonly do: 'dismiss'
      readonly call: string
      /** Somebody was, when it began to wait. */
      readonly left: boolean
    }
  /** `timePasses` is due, epoch ms; replaces what was asked before. */
  | { readonly do: 'wake'; readonly at: number }

export interface DeskTurn {
  readonly desk: Desk
  readonly orders: readonly DeskCommand[]
}

/** Takes a reception and its next event, returns it as it is then, and what to do, in order. */
export function deskAfter(desk: Desk, event: DeskEvent): DeskTurn {
  return settle(desk, changed(desk, event), event.at)
}

/** Whether anybody will take calls: else none may wait (C7). */
const isAttended = (desk: Desk): boolean => desk.seats.some(attends)

function changed(desk: Desk, event: DeskEvent): Desk {
  switch (event.type) {
    case 'callWaits':
      return { ...desk, waiting: inOrder([...without(desk, event.call), newcomer(desk, event)]) }
    case 'callLeaves':
      return { ...desk, waiting: without(desk, event.call) }
    case 'callEnds':
      return ended(desk, event.call, event.at)
    case 'seatChanges':
      return withSeat(desk, event)
    case 'seatCloses':
      return { ...desk, seats: desk.seats.filter(({ id }) => id !== event.seat) }
    case 'seatClaims':
      return mayClaim(desk, event.seat)
        ? onCall(desk, event.call, (waiting) => claimed(waiting, event))
        : desk
    case 'seatAnswers':
      return {
        ...onSeat(desk, event.seat, (seat) => ({
          ...seat,
          calls: [...seat.calls, event.call],
          wrapUpUntil: undefined,
          since: event.at,
        })),
        waiting: without(desk, event.call),
      }
    case 'seatDeclines':
      return onCall(desk, event.call, (waiting) => ({
        ...waiting,
        claim: waiting.claim?.seat === event.seat ? undefined : waiting.claim,
        offers: waiting.offers.filter((seat) => seat !== event.seat),
        declined: [...waiting.declined, event.seat],
      }))
    case 'seatFreed':
      return onSeat(desk, event.seat, (seat) => freed(seat, event.call, event.at, desk.wrapUpSeconds))
    case 'wrapUpEnds':
      return onSeat(desk, event.seat, (seat) => ({ ...seat, wrapUpUntil: undefined, since: event.at }))
    case 'timePasses':
      return later(desk, event.at)
  }
}

/** A seat that cannot be rung, and is not expected back at once, keeps a call from nobody. */
export const mayClaim = ({ seats }: Desk, seat: string): boolean =>
  seats.some(({ id, presence }) => id === seat && presence !== 'offline')

function claimed(waiting: Waiting, { seat, at }: Extract<DeskEvent, { type: 'seatClaims' }>): Waiting {
  if (waiting.claim !== undefined && waiting.claim.seat !== seat) return waiting
  return {
    ...waiting,
    claim: { seat, clicked: true, until: at + claimMs },
    declined: waiting.declined.filter((each) => each !== seat),
  }
}

function newcomer(desk: Desk, event: Extract<DeskEvent, { type: 'callWaits' }>): Waiting {
  const { call, since, priority, returned, seat, at } = event
  const back = desk.seats.find(({ id }) => id === seat)
  const claim =
    back?.presence === 'ready' ? { seat: back.id, clicked: false, until: at + claimMs } : undefined
  return { call, since, priority, returned, claim, offers: [], declined: [] }
}

function withSeat(desk: Desk, event: Extract<DeskEvent, { type: 'seatChanges' }>): Desk {
  const { seat: id, name, presence, reason, ringsDevice, calls = [], at } = event
  const known = desk.seats.find((seat) => seat.id === id)
  const seat: Seat = {
    id,
    name,
    presence,
    reason,
    ringsDevice,
    calls: known?.calls ?? calls,
    wrapUpUntil: presence === 'ready' ? known?.wrapUpUntil : undefined,
    since: known?.presence === presence ? known.since : at,
  }
  const seats = known ? desk.seats.map((each) => (each === known ? seat : each)) : [...desk.seats, seat]
  // What it had taken and not answered yet is for whoever is there.
  const waiting = isReached(seat)
    ? desk.waiting
    : desk.waiting.map((each) => (each.claim?.seat === id ? { ...each, claim: undefined } : each))
  return { ...desk, seats, waiting }
}

function freed(seat: Seat, call: string, at: number, wrapUpSeconds: number): Seat {
  const calls = seat.calls.filter((each) => each !== call)
  const rests = calls.length === 0 && seat.calls.length > 0 && wrapUpSeconds > 0 && seat.presence === 'ready'
  return { ...seat, calls, wrapUpUntil: rests ? at + wrapUpSeconds * 1000 : seat.wrapUpUntil, since: at }
}

function ended(desk: Desk, call: string, at: number): Desk {
  const seats = desk.seats.map((seat) =>
    seat.calls.includes(call) ? freed(seat, call, at, desk.wrapUpSeconds) : seat,
  )
  return { ...desk, seats, waiting: without(desk, call) }
}

function later(desk: Desk, at: number): Desk {
  return {
    ...desk,
    seats: desk.seats.map((seat) =>
      seat.wrapUpUntil !== undefined && seat.wrapUpUntil <= at
        ? { ...seat, wrapUpUntil: undefined, since: at }
        : seat,
    ),
    waiting: desk.waiting.map((waiting) =>
      waiting.claim !== undefined && waiting.claim.until <= at ? { ...waiting, claim: undefined } : waiting,
    ),
  }
}

const without = ({ waiting }: Desk, call: string): Waiting[] => waiting.filter((each) => each.call !== call)

const onCall = (desk: Desk, call: string, change: (waiting: Waiting) => Waiting): Desk => ({
  ...desk,
  waiting: desk.waiting.map((each) => (each.call === call ? change(each) : each)),
})

const onSeat = (desk: Desk, id: string, change: (seat: Seat) => Seat): Desk => ({
  ...desk,
  seats: desk.seats.map((seat) => (seat.id === id ? change(seat) : seat)),
})

/** Who came back first, then by priority, then by arrival; stable, so that equal arrivals keep their order. */
const inOrder = (waiting: readonly Waiting[]): Waiting[] =>
  [...waiting].sort(
    (a, b) => Number(b.returned) - Number(a.returned) || b.priority - a.priority || a.since - b.since,
  )

/** Finds who is to be offered what now, and orders the difference to what is offered already. */
function settle(before: Desk, desk: Desk, at: number): DeskTurn {
  if (!isAttended(desk)) return dismissAll(before, desk)
  const offers = offersOf(desk)
  const orders: DeskCommand[] = []
  const waiting = desk.waiting.map((each) => {
    const seats = offers.get(each.call) ?? []
    const gone = each.offers.filter((seat) => !seats.includes(seat))
    const fresh = freshOffers(before, each, seats)
    const again = fresh.filter((seat) => each.offers.includes(seat))
    if (gone.length + again.length > 0)
      orders.push({ do: 'withdraw', call: each.call, seats: [...gone, ...again], takenBy: each.claim?.seat })
    if (fresh.length > 0)
      orders.push({ do: 'offer', call: each.call, seats: fresh, atOnce: each.claim?.clicked === true })
    return { ...each, offers: seats }
  })
  // What rings must stop before the same device can ring for the next.
  orders.sort((a, b) => Number(a.do === 'offer') - Number(b.do === 'offer'))
  const due = dueAt(desk)
  if (due !== undefined && due > at) orders.push({ do: 'wake', at: due })
  return { desk: { ...desk, waiting }, orders }
}

/** A click turns what rings into what answers by itself: the device is rung anew. */
function freshOffers(before: Desk, now: Waiting, seats: readonly string[]): string[] {
  const clicked = before.waiting.find(({ call }) => call === now.call)?.claim?.clicked !== true
  return seats.filter(
    (seat) => !now.offers.includes(seat) || (clicked && now.claim?.clicked && now.claim.seat === seat),
  )
}

function dismissAll(before: Desk, desk: Desk): DeskTurn {
  const orders: DeskCommand[] = desk.waiting.flatMap(({ call, offers }): DeskCommand[] => [
    ...(offers.length > 0 ? [{ do: 'withdraw', call, seats: offers } as const] : []),
    { do: 'dismiss', call, left: before.waiting.some((each) => each.call === call) },
  ])
  return { desk: before === desk ? desk : { ...desk, waiting: [] }, orders }
}

/** Every ready seat rings for the first call that it has not declined; a claimed call rings at its claimant alone. */
function offersOf(desk: Desk): Map<string, string[]> {
  const offers = new Map<string, string[]>()
  const busy = new Set<string>()
  for (const { call, claim, declined } of desk.waiting) {
    const seat = claim && desk.seats.find(({ id }) => id === claim.seat)
    if (!seat || !isReached(seat) || declined.includes(seat.id)) continue
    busy.add(seat.id)
    if (claim.clicked || seat.ringsDevice) offers.set(call, [seat.id])
  }
  for (const seat of desk.seats) {
    if (!seat.ringsDevice || busy.has(seat.id) || seatState(seat) !== 'ready') continue
    const next = desk.waiting.find(({ claim, declined }) => !claim && !declined.includes(seat.id))
    if (next) offers.set(next.call, [...(offers.get(next.call) ?? []), seat.id])
  }
  return offers
}

function dueAt({ seats, waiting }: Desk): number | undefined {
  const times = [
    ...seats.flatMap(({ wrapUpUntil }) => wrapUpUntil ?? []),
    ...waiting.flatMap(({ claim }) => claim?.until ?? []),
  ]
  return times.length === 0 ? undefined : Math.min(...times)
}
