/** A receptionist of the office: a seat whose page sends its heartbeats, and the phone that stands beside it. */
import type { Engine, SeatOrder } from '@mainline/engine'
import type { PhoneCall } from '@mainline/sip/testing'
import type { Office } from './office.ts'

export interface SeatOptions {
  /** Its sound is in its page, as in a browser. */
  readonly soundInPage?: boolean
  /** Offers ring the phone; otherwise only the screen. */
  readonly ringsDevice?: boolean
  /** E.164 that rings when the phone cannot, or is not answered. */
  readonly fallback?: string
  /** The reception at which it is; that of the site of its phone when left out. */
  readonly siteId?: string
  /** Seconds that it has for itself after a call. */
  readonly wrapUpSeconds?: number
  /** The engine that its page speaks to; that of the office when left out. */
  readonly at?: Engine
}

/** Pages tell every two seconds that they are there. */
const BEAT_SECONDS = 2

export class Seat {
  readonly id: string
  readonly name: string
  readonly #office: Office
  readonly #options: SeatOptions
  readonly #deviceId: string
  readonly #siteId: string
  #stop: () => void = () => {}

  private constructor(
    office: Office,
    name: string,
    options: SeatOptions,
    device: { id: string; siteId: string },
  ) {
    this.id = `seat of ${name}`
    this.name = name
    this.#office = office
    this.#options = options
    this.#deviceId = device.id
    this.#siteId = options.siteId ?? device.siteId
  }

  /** Somebody who has a phone sits down at the reception, ready. */
  static async open(office: Office, name: string, options: SeatOptions = {}): Promise<Seat> {
    const seat = new Seat(office, name, options, await office.deviceOf(name))
    await seat.say('ready')
    seat.#stop = office.every(BEAT_SECONDS, () => seat.#receptions.beat(seat.id))
    return seat
  }

  get #receptions(): Engine['receptions'] {
    return (this.#options.at ?? this.#office.engine).receptions
  }

  async say(presence: 'ready' | 'away', reason?: string): Promise<void> {
    const { soundInPage = false, ringsDevice = true, fallback, wrapUpSeconds } = this.#options
    await this.#receptions.openSeat({
      id: this.id,
      siteId: this.#siteId,
      operatorId: 'operator',
      name: this.name,
      deviceId: this.#deviceId,
      username: this.name.toLowerCase(),
      srtp: 'off',
      presence,
      reason,
      ringsDevice,
      soundInPage,
      fallback,
      wrapUpSeconds,
    })
  }

  /** The page is closed, or its network gone: nothing more is heard of it. */
  vanish(): void {
    this.#stop()
  }

  /** Gets up and goes. */
  leave(): void {
    this.#stop()
    this.#receptions.closeSeat(this.id)
  }

  /** What its screen shows. */
  get screen() {
    return this.#receptions.view(this.#siteId)
  }

  get state() {
    return this.screen.seats.find(({ seatId }) => seatId === this.id)?.state
  }

  /** Clicks on the call that waits there. */
  take(place = 0) {
    const call = this.screen.calls[place]
    return this.#receptions.take(call?.callId ?? '', this.id)
  }

  /** Orders something for the call that it has. */
  async order(order: SeatOrder) {
    const mine = this.screen.calls.find(({ seatId, state }) => seatId === this.id && state !== 'waiting')
    return this.#receptions.order(mine?.callId ?? '', this.id, order)
  }

  /** Orders something for the call that waits there. */
  async orderWaiting(order: SeatOrder, place = 0) {
    const call = this.screen.calls[place]
    return this.#receptions.order(call?.callId ?? '', this.id, order)
  }

  /** Whom a call may be passed on to. */
  async to(name: string) {
    const { e164 } = await this.#office.deviceOf(name)
    return { id: name, name, e164, outside: false }
  }

  /** The call that rings at the phone, or the next one. */
  async ringing(): Promise<PhoneCall> {
    const call = this.#office.phone(this.name).calls.findLast(({ state }) => state === 'early')
    return call ?? this.#office.nextCallAt(this.name)
  }

  /** Lets the next call ring at the phone, and lifts the receiver. */
  async lift(): Promise<PhoneCall> {
    const call = await this.ringing()
    call.answer()
    await this.#office.pass(0.2)
    return call
  }
}
