/**
 * The provisional responses of one INVITE that want a PRACK each (RFC 3262 §3): numbered, one at a time, sent again
 * after T1, 2*T1, 4*T1 … and given up after 64*T1.
 */
import type { RAck, ResponseParts } from '../message/index.ts'
import { type TimerWheel, WheelTimer } from '../timer-wheel.ts'
import type { BaseTimers } from '../transaction/timers.ts'

export interface ReliableProvisionalUser {
  readonly wheel: TimerWheel
  readonly timers: BaseTimers
  /** From 0 up to 1. */
  fraction(): number
  /** Whether it could be sent. */
  sendProvisional(parts: ResponseParts): boolean
  /** 64*T1 have passed without PRACK. */
  provisionalMissed(): void
}

export class ReliableProvisional extends WheelTimer {
  readonly #user: ReliableProvisionalUser
  /** CSeq of the INVITE. */
  readonly #sequence: number
  #rseq: number
  #unacknowledged: ResponseParts | undefined = undefined
  #waiting: ResponseParts[] = []
  #interval = 0
  #deadline = 0

  constructor(user: ReliableProvisionalUser, sequence: number) {
    super()
    this.#user = user
    this.#sequence = sequence
    // §3: the first number is between 1 and 2^31 - 1; small enough here for all that may follow.
    this.#rseq = Math.floor(user.fraction() * (2 ** 31 - 2 ** 16))
  }

  /** Whether a session description went out that nobody has acknowledged: no 2xx may overtake it (§3). */
  get holdsSession(): boolean {
    return [this.#unacknowledged, ...this.#waiting].some((parts) => parts?.body !== undefined)
  }

  /** Sends it, or keeps it until the one before is acknowledged (§3). Of those that wait without body the last counts. */
  send(parts: ResponseParts): boolean {
    if (this.#unacknowledged === undefined) return this.#begin(parts)
    this.#waiting = [...this.#waiting.filter(({ body }) => body !== undefined), parts]
    return true
  }

  /** A PRACK came; whether it acknowledges what was sent last. */
  acknowledge({ rseq, sequence, method }: RAck): boolean {
    if (this.#unacknowledged === undefined || rseq !== this.#rseq) return false
    if (sequence !== this.#sequence || method !== 'INVITE') return false
    this.#unacknowledged = undefined
    this.stop()
    const next = this.#waiting.shift()
    if (next !== undefined) this.#begin(next)
    return true
  }

  /** The final response is out, or the call is over: nothing is sent again. A PRACK on its way is still known (§3). */
  stop(): void {
    this.#user.wheel.cancel(this)
  }

  fire(): void {
    const { wheel } = this.#user
    const left = this.#deadline - wheel.now()
    if (left <= 0 || this.#unacknowledged === undefined) {
      this.#user.provisionalMissed()
      return
    }
    this.#user.sendProvisional(this.#unacknowledged)
    this.#interval *= 2
    wheel.schedule(this, Math.min(this.#interval, left))
  }

  #begin(parts: ResponseParts): boolean {
    const { wheel, timers } = this.#user
    this.#rseq += 1
    const extra = `Require: 100rel\r\nRSeq: ${this.#rseq}\r\n${parts.extra ?? ''}`
    const full = { ...parts, extra }
    if (!this.#user.sendProvisional(full)) return false
    this.#unacknowledged = full
    this.#interval = timers.t1
    this.#deadline = wheel.now() + 64 * timers.t1
    wheel.schedule(this, this.#interval)
    return true
  }
}
