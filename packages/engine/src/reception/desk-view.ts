/** A site's reception as its people see it, taken from the pure state and the live calls. */
import { type Call, type Desk, type DeskMode, type Seat, type SeatState, seatState } from '@mainline/pbx'
import type { LiveCall } from '../live-call.ts'

export interface SeatView {
  readonly seatId: string
  readonly name: string
  readonly state: SeatState
  readonly reason: string | null
  /** Epoch ms. */
  readonly since: number
  readonly wrapUpUntil: number | null
  readonly callIds: readonly string[]
}

/** A call that waits at the reception, or that one of its seats has. */
export interface DeskCallView {
  readonly callId: string
  /** Of the number that was called. */
  readonly siteId: string
  readonly numberId: string
  readonly organizationId: string | null
  readonly organizationName: string
  readonly calledNumber: string
  readonly callerNumber: string | null
  readonly callerName: string | null
  /** In hours by the ruling of its arrival. */
  readonly open: boolean
  /** Since when the caller waits, epoch ms. */
  readonly since: number
  readonly answeredAt: number | null
  /** Seat that has it, or at which it rings alone. */
  readonly seatId: string | null
  readonly state: 'waiting' | DeskMode
  /** It was answered before, and came back. */
  readonly returned: boolean
  /** Whose device rings. */
  readonly offeredTo: readonly string[]
  /** What was tried before, and how it ended; null: the reception was first. */
  readonly why: string | null
  /** Who listens to the seat that has it. */
  readonly listener: string | null
  /** Whom it is passed on to. */
  readonly person: string | null
  /** Since when the seat asks or passes it on, or the call is held: since when the last step of its path is over. */
  readonly stateSince: number
}

export interface DeskView {
  readonly seats: readonly SeatView[]
  /** Waiting calls in the order in which they are served, then those of the seats. */
  readonly calls: readonly DeskCallView[]
}

const seatView = (seat: Seat): SeatView => ({
  seatId: seat.id,
  name: seat.name,
  state: seatState(seat),
  reason: seat.reason ?? null,
  since: seat.since,
  wrapUpUntil: seat.wrapUpUntil ?? null,
  callIds: seat.calls,
})

export function deskView(
  desk: Desk,
  calls: ReadonlyMap<string, LiveCall>,
  listenerOf: (call: LiveCall) => string | undefined,
): DeskView {
  const waiting = desk.waiting.flatMap((each) => {
    const call = calls.get(each.call)
    if (!call) return []
    const { claim, returned, offers } = each
    return [
      {
        ...basics(call),
        state: 'waiting' as const,
        seatId: claim?.seat ?? null,
        listener: null,
        returned,
        offeredTo: offers,
      },
    ]
  })
  const placed = new Set(waiting.map(({ callId }) => callId))
  const attended = [...calls.values()].flatMap((call) => {
    const { reception, state } = call.state
    if (placed.has(call.origin.id) || state !== 'attended' || !reception) return []
    const { mode, seat } = reception
    const listener = listenerOf(call) ?? null
    const who = { seatId: seat?.id ?? null, listener, returned: false, offeredTo: [] }
    return [{ ...basics(call), state: mode, ...who }]
  })
  return { seats: desk.seats.map(seatView), calls: [...waiting, ...attended] }
}

function basics({ origin, state }: LiveCall) {
  const { number, ruling } = state.plan
  return {
    callId: origin.id,
    siteId: number.siteId,
    numberId: number.numberId,
    organizationId: number.organizationId ?? null,
    organizationName: number.organizationName,
    calledNumber: number.e164,
    callerNumber: origin.identity.number ?? null,
    callerName: origin.identity.name ?? null,
    open: ruling.open,
    since: state.reception?.since ?? state.arrivedAt,
    answeredAt:
      state.reception?.seat === undefined || state.reception.waitedMs === undefined
        ? null
        : state.reception.since + state.reception.waitedMs,
    why: whyHere(state),
    person: state.reception?.person?.name ?? null,
    stateSince: state.stepFrom,
  }
}

/** The newest of its path that is not its arrival or an answer of the reception. */
function whyHere({ path }: Call): string | null {
  const last = path.findLast(({ step, outcome }) => step !== 'reception' || outcome !== 'answered')
  return last === undefined || last.step === 'arrival' ? null : last.reason
}
