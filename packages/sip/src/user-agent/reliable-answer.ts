/**
 * A 2xx to INVITE until its ACK comes: sent again after T1, 2*T1 … at most T2, over any transport, and given up after
 * 64*T1 (RFC 3261 §13.3.1.4).
 */
import { type TimerWheel, WheelTimer } from '../timer-wheel.ts'
import type { BaseTimers } from '../transaction/timers.ts'
import type { ServerTransaction } from '../transaction/transaction.ts'

export class ReliableAnswer extends WheelTimer {
  /** The number of the INVITE that the ACK will carry. */
  readonly sequence: number
  readonly #wheel: TimerWheel
  readonly #longest: number
  readonly #transaction: ServerTransaction
  readonly #giveUp: () => void
  #interval: number
  readonly #deadline: number

  /** Begins to wait; `giveUp` is called once if no ACK comes. */
  constructor(
    wheel: TimerWheel,
    timers: BaseTimers,
    transaction: ServerTransaction,
    sequence: number,
    giveUp: () => void,
  ) {
    super()
    this.sequence = sequence
    this.#wheel = wheel
    this.#longest = timers.t2
    this.#transaction = transaction
    this.#giveUp = giveUp
    this.#interval = timers.t1
    this.#deadline = wheel.now() + 64 * timers.t1
    wheel.schedule(this, this.#interval)
  }

  fire(): void {
    const left = this.#deadline - this.#wheel.now()
    if (left <= 0) {
      this.#giveUp()
      return
    }
    this.#transaction.respondAgain()
    this.#interval = Math.min(2 * this.#interval, this.#longest)
    this.#wheel.schedule(this, Math.min(this.#interval, left))
  }

  /** The ACK came, or does not matter any more. */
  acknowledge(): void {
    this.#wheel.cancel(this)
    this.#transaction.acknowledged()
  }
}
