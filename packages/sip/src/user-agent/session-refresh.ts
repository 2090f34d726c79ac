/** Keeps the time of a session timer (RFC 4028 §10): when to refresh, when to try that again, when to give up. */
import { expireAfter, refreshAfter, type SessionTimer } from '../dialog/session-timer.ts'
import { type TimerWheel, WheelTimer } from '../timer-wheel.ts'

export interface SessionRefreshUser {
  /** It is time to send a refresh: half of the interval is over, or the one before did not succeed. */
  refreshSession(): void
  /** No refresh came, or ours failed: the session is over. */
  expireSession(): void
}

/** With less time left than this, one more try would not be answered in time. */
const TOO_LATE_MS = 2_000

export class SessionRefresh extends WheelTimer {
  readonly #wheel: TimerWheel
  readonly #user: SessionRefreshUser
  #timer: SessionTimer
  /** When the session is over, in `wheel.now` time. */
  #expiry = 0

  constructor(wheel: TimerWheel, user: SessionRefreshUser, timer: SessionTimer) {
    super()
    this.#wheel = wheel
    this.#user = user
    this.#timer = timer
    this.restart(timer)
  }

  /** The timer in force. */
  get timer(): SessionTimer {
    return this.#timer
  }

  /** A refresh succeeded: everything counts from now, by what it agreed on. */
  restart(timer: SessionTimer): void {
    this.#timer = timer
    const left = expireAfter(timer)
    this.#expiry = this.#wheel.now() + left
    this.#wheel.schedule(this, timer.weRefresh ? refreshAfter(timer) : left)
  }

  /** A refresh of ours did not succeed. It is tried again then, or earlier where the session would be over by then. */
  again(milliseconds: number): void {
    if (!this.#timer.weRefresh) return
    const left = this.#expiry - this.#wheel.now()
    const early = left > TOO_LATE_MS ? Math.floor(left / 2) : left
    this.#wheel.schedule(this, milliseconds < left ? milliseconds : early)
  }

  stop(): void {
    this.#wheel.cancel(this)
  }

  fire(): void {
    const left = this.#expiry - this.#wheel.now()
    if (left <= 0) {
      this.#user.expireSession()
      return
    }
    this.#wheel.schedule(this, left)
    this.#user.refreshSession()
  }
}
