/** All receptions of this engine by their sites, as calls, seats and the API reach them. */
import { type DeskOrder, defaultReception, deskOrderFits, type NumberPlan, type Person } from '@mainline/pbx'
import type { Clock } from '@mainline/sip'
import type { CommandOf } from '../commands/command-of.ts'
import type { Directory } from '../directory.ts'
import type { LiveCall } from '../live-call.ts'
import type { Location } from '../location.ts'
import type { RegistrationStore } from '../ports.ts'
import type { DeskView } from './desk-view.ts'
import { ListenIns, seatMediaOf } from './listen-ins.ts'
import { ReceptionDesk } from './reception-desk.ts'
import type { SeatDevice, SeatRecord } from './seat-device.ts'

export interface ReceptionsOptions {
  readonly clock: Clock
  readonly location: Location
  readonly directory: Directory
  readonly registrations: RegistrationStore
  /** Something that people see at a reception has changed. */
  readonly changed: (desk: ReceptionDesk) => void
}

/** Whom a call is to be passed on to: a phone number of the platform, or any other by the trunk (E.164). */
export interface PersonWanted {
  readonly id: string
  readonly name: string
  readonly e164: string
  readonly outside: boolean
}

/** What a seat orders (C8). */
export type SeatOrder =
  | { readonly do: Exclude<DeskOrder['do'], 'pass' | 'ask'> }
  | { readonly do: 'pass' | 'ask'; readonly to: PersonWanted }

export type TakeAnswer = ReturnType<ReceptionDesk['take']>
/**
 * `unreachable`: nothing of the person rings now. `elsewhere`: it is nobody of the organization that was called. `outside`: the
 * site lets nobody pass calls on to such numbers.
 */
export type OrderAnswer = 'done' | 'unfit' | 'gone' | 'unreachable' | 'elsewhere' | 'outside'

/** What whoever may listen to a call is given: what to dial with, and whose call it is (N11). */
export interface ListenInAllowed {
  readonly ticket: string
  readonly seatName: string
  readonly numberId: string
  readonly organizationId: string | null
}

/** `gone`: no seat of the site has the call. `listened`: somebody listens to it already. */
export type ListenInAnswer = ListenInAllowed | 'gone' | 'listened'

/** Which phones are busy, for the directory (C8); those that talk with since when, epoch ms. */
export interface BusyDevices {
  readonly ringing: readonly string[]
  readonly talking: Readonly<Record<string, number>>
  /** E.164 of those who called somebody themselves. */
  readonly calling: Readonly<Record<string, number>>
}

export class Receptions {
  readonly #options: ReceptionsOptions
  readonly #desks = new Map<string, ReceptionDesk>()
  /** Site of each seat. */
  readonly #sites = new Map<string, string>()
  readonly listenIns: ListenIns

  constructor(options: ReceptionsOptions) {
    this.#options = options
    this.listenIns = new ListenIns({
      clock: options.clock,
      changed: (call) => this.of(call)?.callChanged(),
    })
  }

  /** A seat opens or changes. Resolves when its device can be rung. */
  async openSeat(record: SeatRecord): Promise<void> {
    const { location, registrations } = this.#options
    const { deviceId: id, username, srtp } = record
    await location.lookUp({ id, username, srtp }, registrations)
    const fallback = record.fallback === undefined ? undefined : await this.#wayTo(record.fallback)
    this.#sites.set(record.id, record.siteId)
    this.#desk(record.siteId).open(record, fallback)
  }

  /** @param canRing as its page knows @returns false when the seat has to open again */
  beat(seatId: string, canRing = true): boolean {
    return this.#deskOfSeat(seatId)?.beat(seatId, canRing) ?? false
  }

  closeSeat(seatId: string): void {
    this.#deskOfSeat(seatId)?.close(seatId)
    this.#sites.delete(seatId)
  }

  endWrapUp(seatId: string): void {
    this.#deskOfSeat(seatId)?.endWrapUp(seatId)
  }

  take(callId: string, seatId: string): TakeAnswer {
    return this.#deskOfSeat(seatId)?.take(callId, seatId) ?? { by: 'nobody' }
  }

  /** What the seat wants done with the call that it has. */
  async order(callId: string, seatId: string, order: SeatOrder): Promise<OrderAnswer> {
    const desk = this.#deskOfSeat(seatId)
    const call = desk?.call(callId)
    if (!desk || !call) return 'gone'
    if (order.do === 'voicemail' && call.state.state === 'queued')
      return desk.sendToVoicemail(callId, seatId) ? 'done' : 'unfit'
    if (!deskOrderFits(call.state, seatId, order.do)) return 'unfit'
    if ('to' in order && order.to.outside && !mayLeadOutside(call)) return 'outside'
    const complete = 'to' in order ? await this.#withTargets(order, call.state.plan.number) : order
    if (typeof complete === 'string') return complete
    if (!deskOrderFits(call.state, seatId, order.do)) return 'unfit'
    call.post({ type: 'deskOrdered', at: this.#options.clock.epoch(), order: complete })
    return 'done'
  }

  /** Whether the seat has the call, in a state that the order fits. */
  mayOrder(call: LiveCall, seatId: string, order: DeskOrder['do']): boolean {
    return deskOrderFits(call.state, seatId, order)
  }

  /** Somebody who may wants to listen to the seat that has the call. @param listener as the seat reads it */
  listenIn(siteId: string, callId: string, listener: string): ListenInAnswer {
    const call = this.#desks.get(siteId)?.call(callId)
    const seat = call?.state.reception?.seat
    if (!call || !seat || !seatMediaOf(call)) return 'gone'
    if (this.listenIns.listenerOf(call) !== undefined) return 'listened'
    const { numberId, organizationId } = call.state.plan.number
    const ticket = this.listenIns.allow(call, listener)
    return { ticket, seatName: seat.name, numberId, organizationId: organizationId ?? null }
  }

  /** A device has registered, or a connection is gone: who can be rung is looked at anew. */
  devicesChanged(): void {
    for (const desk of this.#desks.values()) desk.devicesChanged()
  }

  view(siteId: string): DeskView {
    return this.#desks.get(siteId)?.view ?? { seats: [], calls: [] }
  }

  /** How many seats attend to the reception of a site. */
  attending(siteId: string): number {
    return this.#desks.get(siteId)?.attending ?? 0
  }

  waits(call: LiveCall, { siteId, since, returned, seat }: CommandOf<'enterQueue'>): void {
    const { number } = call.state.plan
    const rules = number.reception ?? defaultReception
    const desk = this.#desk(siteId)
    if (siteId === number.siteId) desk.setWrapUp(rules.wrapUpSeconds)
    const priority = rules.priority.includes(number.organizationId ?? '') ? 1 : 0
    desk.waits(call, { since, returned, seat, priority })
  }

  /** The reception at which the call is. */
  of(call: LiveCall): ReceptionDesk | undefined {
    const { reception } = call.state
    return reception && this.#desks.get(reception.siteId)
  }

  at(siteId: string): ReceptionDesk | undefined {
    return this.#desks.get(siteId)
  }

  /** @param called whose people a call is passed on to (C8) */
  async #withTargets(
    order: Extract<SeatOrder, { to: PersonWanted }>,
    called: Pick<NumberPlan, 'organizationId'>,
  ): Promise<DeskOrder | 'unreachable' | 'elsewhere'> {
    const { directory } = this.#options
    const { id, name, e164, outside } = order.to
    const person = outside ? undefined : await directory.planOf(e164)
    if (!outside && (person?.kind !== 'ordinary' || person.organizationId !== called.organizationId))
      return 'elsewhere'
    const targets = outside ? [e164] : await directory.devicesOf(e164)
    const to: Person = { id, name, targets }
    return targets.length === 0 ? 'unreachable' : { do: order.do, to }
  }

  /** A number of the platform is rung at its phones, any other by the trunk. */
  async #wayTo(e164: string): Promise<SeatDevice['fallback']> {
    const { directory } = this.#options
    const devices = await directory.deviceIdsOf(e164)
    return devices ? () => devices.flatMap((id) => directory.reach(id))[0] : () => e164
  }

  #deskOfSeat(seatId: string): ReceptionDesk | undefined {
    const siteId = this.#sites.get(seatId)
    return siteId === undefined ? undefined : this.#desks.get(siteId)
  }

  #desk(siteId: string): ReceptionDesk {
    let desk = this.#desks.get(siteId)
    if (!desk) {
      const { clock, location, changed } = this.#options
      const reach = (deviceId: string) => location.reachable(deviceId, clock.epoch())
      const { listenIns } = this
      desk = new ReceptionDesk({ siteId, clock, reach, listenIns, changed })
      this.#desks.set(siteId, desk)
    }
    return desk
  }
}

const mayLeadOutside = ({ state }: LiveCall): boolean =>
  (state.plan.number.reception ?? defaultReception).outsideTransfer !== 'nobody'

/** Which devices ring or talk in these calls. */
export function busyDevices(calls: Iterable<LiveCall>): BusyDevices {
  const ringing: string[] = []
  const talking: Record<string, number> = {}
  const calling: Record<string, number> = {}
  for (const { state, origin } of calls) {
    if (state.plan.caller.origin === 'inside' && origin.identity.number)
      calling[origin.identity.number] = state.answeredAt ?? state.arrivedAt
    for (const leg of state.legs) {
      if (leg.state === 'bridged') talking[leg.target] = leg.answeredAt ?? leg.startedAt
      else if (leg.state === 'ringing' || leg.state === 'calling') ringing.push(leg.target)
    }
  }
  return { ringing, talking, calling }
}
