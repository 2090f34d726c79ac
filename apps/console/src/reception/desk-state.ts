/** What the desk shows, and which call it is about: pure, so that keys, list and card agree. */
import type { AnswerOf } from '../api/client.ts'

export type Desk = AnswerOf<'getDesk'>
export type DeskCall = Desk['calls'][number]
export type SeatOnDesk = Desk['seats'][number]
export type Person = AnswerOf<'listReceptionPeople'>['items'][number]

/** The desk as one seat sees it. */
export interface Sight {
  readonly seat: SeatOnDesk | undefined
  /** In the order in which they are served. */
  readonly waiting: readonly DeskCall[]
  /** What the seat has, but does not talk to. */
  readonly held: readonly DeskCall[]
  /** What the middle of the desk shows. */
  readonly call: DeskCall | undefined
}

/** @param chosen a waiting call that was chosen by hand; it gives way to a conversation */
export function sightOf(desk: Desk, chosen: string | undefined, left: ReadonlySet<string>): Sight {
  const seat = desk.seats.find(({ mine }) => mine)
  const mine = desk.calls.filter(({ seatId, state }) => state !== 'waiting' && seatId === seat?.seatId)
  const waiting = desk.calls.filter(({ state }) => state === 'waiting')
  const held = mine.filter(({ state }) => state === 'held' || state === 'passing')
  const talking = mine.find(({ state }) => state !== 'held' && state !== 'passing')
  const ringing = waiting.find(
    (call) => rings(call, seat?.seatId) && call.seatId === seat?.seatId && call.seatId !== null,
  )
  const next = waiting.find((call) => !left.has(call.liveCallId) && isForMe(call, seat?.seatId))
  const picked = waiting.find(({ liveCallId }) => liveCallId === chosen)
  return { seat, waiting, held, call: talking ?? ringing ?? picked ?? next ?? held[0] }
}

/** A call that the phone of this page has, epoch ms by the clock of this page. */
export interface AnsweredHere {
  readonly liveCallId: string
  readonly answeredAt: number
}

/**
 * The desk with what the phone of this page knows before the server's news are here: a call that it has is not one that waits.
 *
 * @param ahead how far the server's clock is ahead, ms
 */
export function asThePhoneHasIt(desk: Desk, answered: readonly AnsweredHere[], ahead: number): Desk {
  const mine = desk.seats.find((seat) => seat.mine)
  const found = new Map(answered.map(({ liveCallId, answeredAt }) => [liveCallId, answeredAt]))
  const isHere = ({ state, liveCallId }: DeskCall) => state === 'waiting' && found.has(liveCallId)
  if (!mine || !desk.calls.some(isHere)) return desk
  const talking = (call: DeskCall): DeskCall => {
    const since = new Date((found.get(call.liveCallId) ?? 0) + ahead).toISOString()
    const answeredAt = call.answeredAt ?? since
    return { ...call, state: 'talking', seatId: mine.seatId, offeredTo: [], answeredAt, stateSince: since }
  }
  return {
    ...desk,
    seats: desk.seats.map((seat) => (seat === mine ? { ...seat, state: 'talking' } : seat)),
    calls: desk.calls.map((call) => (isHere(call) ? talking(call) : call)),
  }
}

/** Whether the seat is asked to answer: its phone rings, or everybody is. */
export const isForMe = ({ seatId }: DeskCall, mine: string | undefined): boolean =>
  seatId === null || seatId === mine

export const rings = (call: DeskCall, mine: string | undefined): boolean =>
  mine !== undefined && (call.offeredTo.includes(mine) || call.seatId === mine)

/** Whether the seat talks to somebody: the caller, or the person whom it asks. */
export const inConversation = (state: DeskCall['state']): boolean =>
  state === 'talking' || state === 'asking' || state === 'consulting' || state === 'swapped'

/** The held call that the keys mean: back to it, or swapped for the one that is talked to. */
export const heldByKey = ({ held }: Sight): DeskCall | undefined => held.find(({ state }) => state === 'held')

/** What may be done with the call as it stands. */
export type DeskAction =
  | 'answer'
  | 'hold'
  | 'resume'
  | 'transfer'
  | 'swap'
  | 'return'
  | 'connect'
  | 'voicemail'
  | 'hang-up'

const actions: Readonly<Record<DeskCall['state'], readonly DeskAction[]>> = {
  waiting: ['answer', 'voicemail'],
  talking: ['hold', 'transfer', 'voicemail', 'hang-up'],
  held: ['resume', 'transfer', 'voicemail', 'hang-up'],
  asking: ['connect', 'return', 'hang-up'],
  consulting: ['connect', 'swap', 'return', 'hang-up'],
  swapped: ['connect', 'swap', 'return', 'hang-up'],
  passing: [],
}

export function actionsOf(call: DeskCall | undefined): readonly DeskAction[] {
  if (!call) return []
  return actions[call.state].filter((action) => action !== 'voicemail' || call.hasMailbox)
}
