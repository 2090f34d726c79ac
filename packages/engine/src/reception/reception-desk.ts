/**
 * The reception of one site, live: the pure state of `@mainline/pbx`, the calls and devices behind its names, and its
 * clock. It carries news both ways and decides nothing.
 */
import {
  attends,
  type Desk,
  type DeskCommand,
  type DeskEvent,
  deskAfter,
  emptyDesk,
  mayClaim,
  type Presence,
  type Seat,
} from '@mainline/pbx'
import type { Clock, Timer } from '@mainline/sip'
import type { LiveCall } from '../live-call.ts'
import type { RingTarget } from '../location.ts'
import { type DeskView, deskView } from './desk-view.ts'
import type { ListenIns } from './listen-ins.ts'
import {
  EXPECTED_BACK_MS,
  FALLBACK_AFTER_MS,
  LOOK_EVERY_MS,
  type SeatDevice,
  type SeatRecord,
  SILENT_AFTER_MS,
} from './seat-device.ts'

export interface ReceptionDeskOptions {
  readonly siteId: string
  readonly clock: Clock
  /** What rings now for a device. */
  readonly reach: (deviceId: string) => readonly RingTarget[]
  readonly listenIns: ListenIns
  /** Something that people see has changed. */
  readonly changed: (desk: ReceptionDesk) => void
}

type Untimed<Event> = Event extends DeskEvent ? Omit<Event, 'at'> : never

export class ReceptionDesk {
  readonly siteId: string
  /** Of the seats; undefined before the first. */
  operatorId: string | undefined
  readonly #options: ReceptionDeskOptions
  #desk: Desk = emptyDesk
  readonly #seats = new Map<string, SeatDevice>()
  readonly #calls = new Map<string, LiveCall>()
  readonly #queue: Untimed<DeskEvent>[] = []
  #busy = false
  #waking: Timer | undefined
  #looking: Timer | undefined

  constructor(options: ReceptionDeskOptions) {
    this.#options = options
    this.siteId = options.siteId
  }

  get view(): DeskView {
    return deskView(this.#desk, this.#calls, (call) => this.#options.listenIns.listenerOf(call))
  }

  /** Seats that will take calls, if not this minute. */
  get attending(): number {
    return this.#desk.seats.filter(attends).length
  }

  seat(id: string): Seat | undefined {
    return this.#desk.seats.find((seat) => seat.id === id)
  }

  /** A seat opens, or says something new of itself. */
  open(record: SeatRecord, fallback?: SeatDevice['fallback']): void {
    this.operatorId = record.operatorId
    if (record.wrapUpSeconds !== undefined) this.setWrapUp(record.wrapUpSeconds)
    const lastHeard = this.#options.clock.now()
    const { canRing = true, lastReached } = this.#seats.get(record.id) ?? {}
    this.#seats.set(record.id, { record, fallback, canRing, lastReached, lastHeard })
    this.#tellPresence(record.id)
    this.#looking ??= this.#options.clock.after(LOOK_EVERY_MS, () => this.#look())
  }

  /** @returns false for a seat that is not known here: it has to open again */
  beat(id: string, canRing: boolean): boolean {
    const seat = this.#seats.get(id)
    if (!seat) return false
    this.#seats.set(id, { ...seat, canRing, lastHeard: this.#options.clock.now() })
    this.#tellPresence(id)
    return true
  }

  close(id: string): void {
    this.#seats.delete(id)
    this.post({ type: 'seatCloses', seat: id })
  }

  /** The seat wants its next call now. */
  endWrapUp(id: string): void {
    this.post({ type: 'wrapUpEnds', seat: id })
  }

  setWrapUp(seconds: number): void {
    this.#desk = { ...this.#desk, wrapUpSeconds: seconds }
  }

  waits(
    call: LiveCall,
    event: Omit<Extract<DeskEvent, { type: 'callWaits' }>, 'type' | 'call' | 'at'>,
  ): void {
    this.#calls.set(call.origin.id, call)
    this.post({ type: 'callWaits', call: call.origin.id, ...event })
  }

  leaves(call: LiveCall): void {
    this.#calls.delete(call.origin.id)
    this.post({ type: 'callLeaves', call: call.origin.id })
  }

  took(call: LiveCall, seat: string): void {
    this.post({ type: 'seatAnswers', seat, call: call.origin.id })
  }

  declined(call: LiveCall, seat: string, unreachable: boolean): void {
    if (unreachable && this.#offerFallback(call.origin.id, seat)) return
    this.post({ type: 'seatDeclines', seat, call: call.origin.id })
  }

  freed(call: LiveCall, seat: string): void {
    this.#options.listenIns.end(call)
    if (call.state.state !== 'attended') this.#calls.delete(call.origin.id)
    this.post({ type: 'seatFreed', seat, call: call.origin.id })
  }

  /** What a held, asked for or passed on call looks like has changed. */
  callChanged(): void {
    this.#options.changed(this)
  }

  /** The call is over. One that went wrong keeps neither its place in the queue nor its seat: others wait for both. */
  forget(call: LiveCall): void {
    this.#options.listenIns.end(call)
    const { id } = call.origin
    if (this.#calls.delete(id)) this.post({ type: 'callEnds', call: id })
  }

  /** The seat clicks. @returns whose the call is then; `unreached`: the seat cannot be rung, the call waits on */
  take(
    callId: string,
    seatId: string,
  ): { readonly by: 'you' | 'other' | 'nobody' | 'unreached'; readonly name?: string } {
    const waiting = this.#desk.waiting.find(({ call }) => call === callId)
    const owner = waiting?.claim?.seat ?? this.#calls.get(callId)?.state.reception?.seat?.id
    if (!waiting || (owner !== undefined && owner !== seatId && waiting.claim)) {
      const name = owner === undefined ? undefined : this.seat(owner)?.name
      if (owner === seatId) return { by: 'you' }
      return name === undefined ? { by: 'nobody' } : { by: 'other', name }
    }
    if (!mayClaim(this.#desk, seatId)) return { by: 'unreached' }
    this.post({ type: 'seatClaims', seat: seatId, call: callId })
    return { by: 'you' }
  }

  /** The seat does not answer, and sends the caller to voicemail. @returns false when another seat has taken it, or it has no mailbox */
  sendToVoicemail(callId: string, seatId: string): boolean {
    const claim = this.#desk.waiting.find(({ call }) => call === callId)?.claim
    const call = this.#calls.get(callId)
    const by = this.seat(seatId)?.name
    if (!call || by === undefined || (claim && claim.seat !== seatId)) return false
    if (call.state.plan.number.mailbox === undefined) return false
    call.post({ type: 'sentToVoicemail', at: this.#options.clock.epoch(), by })
    return true
  }

  call(callId: string): LiveCall | undefined {
    return this.#calls.get(callId)
  }

  /** The next event. Events that orders cause wait until all orders of the present one are performed. */
  post(event: Untimed<DeskEvent>): void {
    this.#queue.push(event)
    if (this.#busy) return
    this.#busy = true
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) this.#handle(next)
    } finally {
      this.#busy = false
    }
    this.#options.changed(this)
  }

  #handle(event: Untimed<DeskEvent>): void {
    const turn = deskAfter(this.#desk, { ...event, at: this.#options.clock.epoch() } as DeskEvent)
    this.#desk = turn.desk
    for (const order of turn.orders) this.#obey(order)
  }

  #obey(order: DeskCommand): void {
    const { clock } = this.#options
    const at = clock.epoch()
    switch (order.do) {
      case 'offer':
        this.#offer(order)
        break
      case 'withdraw': {
        const takenBy = order.takenBy === undefined ? undefined : this.seat(order.takenBy)?.name
        this.#calls.get(order.call)?.post({ type: 'seatsWithdrawn', at, seats: order.seats, takenBy })
        break
      }
      case 'dismiss': {
        const call = this.#calls.get(order.call)
        this.#calls.delete(order.call)
        call?.post({ type: 'seatsGone', at, left: order.left, words: this.#whyNobody() })
        break
      }
      case 'wake':
        if (this.#waking) clock.cancel(this.#waking)
        this.#waking = clock.after(Math.max(1, order.at - at), () => {
          this.#waking = undefined
          this.post({ type: 'timePasses' })
        })
    }
  }

  #offer({ call, seats, atOnce }: Extract<DeskCommand, { do: 'offer' }>): void {
    const { clock, reach } = this.#options
    const offers = seats.flatMap((id) => {
      const device = this.#seats.get(id)
      const [target] = device ? reach(device.record.deviceId) : []
      if (!target) {
        if (!this.#offerFallback(call, id)) this.post({ type: 'seatDeclines', seat: id, call })
        return []
      }
      if (device?.fallback) clock.after(FALLBACK_AFTER_MS, () => this.#offerFallback(call, id))
      return [{ seat: id, name: device?.record.name ?? '', target, atOnce }]
    })
    if (offers.length === 0) return
    this.#calls.get(call)?.post({ type: 'seatsOffered', at: clock.epoch(), seats: offers })
  }

  /** Once for each call. @returns false when the seat has none that rings, or the call is not for it (any more) */
  #offerFallback(callId: string, seat: string): boolean {
    const device = this.#seats.get(seat)
    const call = this.#calls.get(callId)
    const isOffered = this.#desk.waiting.some((each) => each.call === callId && each.offers.includes(seat))
    const target = device?.fallback?.()
    if (!device || !call || !isOffered || target === undefined || hasRungFor(call, seat)) return false
    const { name } = device.record
    const offer = { seat, name, target, atOnce: false, confirm: true }
    call.post({ type: 'seatsOffered', at: this.#options.clock.epoch(), seats: [offer] })
    return true
  }

  #whyNobody(): string | undefined {
    const { seats } = this.#desk
    if (seats.length === 0) return undefined
    const names = seats.map(({ name, presence }) => `${name} is ${presence}`)
    return `No receptionist is ready: ${names.join(', ')}.`
  }

  /** A device has registered, or a connection is gone: what can be rung is not what it was. */
  devicesChanged(): void {
    for (const id of this.#seats.keys()) this.#tellPresence(id)
  }

  /** A seat that was not heard of, or whose device cannot ring, is not there, whatever it says of itself. */
  #tellPresence(id: string): void {
    const device = this.#seats.get(id)
    if (!device) return
    const { record } = device
    const presence = this.#presenceOf(device)
    const known = this.seat(id)
    const { name, reason, ringsDevice } = record
    if (
      known?.presence === presence &&
      known.reason === reason &&
      known.name === name &&
      known.ringsDevice === ringsDevice
    )
      return
    const calls = known === undefined ? this.#callsOf(id) : undefined
    this.post({ type: 'seatChanges', seat: id, name, presence, reason, ringsDevice, calls })
  }

  /** Whoever closes its seat in the middle of a call talks on, and talks still when it opens it again. */
  #callsOf(seat: string): string[] {
    const has = ({ state: { state, reception } }: LiveCall) =>
      state === 'attended' && reception?.leg !== undefined && reception.seat?.id === seat
    return [...this.#calls].filter(([, call]) => has(call)).map(([id]) => id)
  }

  #presenceOf(device: SeatDevice): Presence {
    const { record, lastHeard, lastReached, canRing } = device
    const { clock, reach } = this.#options
    const now = clock.now()
    const isHeard = now - lastHeard < SILENT_AFTER_MS
    if (isHeard && canRing && reach(record.deviceId).length > 0) {
      this.#seats.set(record.id, { ...device, lastReached: now })
      return record.presence
    }
    if (isHeard && record.ringsDevice && device.fallback?.() !== undefined) return record.presence
    const expected =
      canRing && record.soundInPage && lastReached !== undefined && now - lastReached < EXPECTED_BACK_MS
    return expected && record.presence === 'ready' ? 'lost' : 'offline'
  }

  #look(): void {
    this.#looking = undefined
    const { clock } = this.#options
    for (const [id, { record, lastHeard }] of this.#seats) {
      const silent = clock.now() - lastHeard >= SILENT_AFTER_MS
      if (silent && record.soundInPage) this.#loseCalls(id)
      this.#tellPresence(id)
      // Long gone: whoever comes back opens the seat anew.
      if (silent && clock.now() - lastHeard > 60_000 && this.seat(id)?.calls.length === 0) this.close(id)
    }
    if (this.#seats.size > 0) this.#looking = clock.after(LOOK_EVERY_MS, () => this.#look())
  }

  #loseCalls(seat: string): void {
    for (const call of this.seat(seat)?.calls ?? [])
      this.#calls.get(call)?.post({ type: 'seatLost', at: this.#options.clock.epoch() })
  }
}

/** Whether the fallback of the seat has rung for the call since it began to wait here. */
const hasRungFor = ({ state }: LiveCall, seat: string): boolean =>
  state.legs.some(
    ({ memberId, external, startedAt }) => memberId === seat && external && startedAt >= state.stepFrom,
  )
