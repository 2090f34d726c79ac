/** Keeps the time of a session timer (RFC 4028 §10): when to refresh, when to give up. */
import { expireAfter, refreshAfter, type SessionTimer } from '../dialog/session-timer.ts'
import { type TimerWheel, WheelTimer } from '../timer-wheel.ts'

export interface SessionRefreshUser {
  /** Half of the interval is over: send a refresh. */
  refreshSession(): void
  /** No refresh came, or ours failed: the session is over. */
  expireSession(): void
}

export class SessionRefresh extends WheelTimer {
  readonly #wheel: TimerWheel
  readonly #user: SessionRefreshUser
  #timer: SessionTimer
  #refreshDue = false

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
    this.#refreshDue = timer.weRefresh
    this.#wheel.schedule(this, timer.weRefresh ? refreshAfter(timer) : expireAfter(timer))
  }

  stop(): void {
    this.#wheel.cancel(this)
  }

  fire(): void {
    if (!this.#refreshDue) {
      this.#user.expireSession()
      return
    }
    this.#refreshDue = false
    this.#wheel.schedule(this, expireAfter(this.#timer) - refreshAfter(this.#timer))
    this.#user.refreshSession()
  }
}
