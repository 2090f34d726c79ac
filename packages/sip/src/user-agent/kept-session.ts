/**
 * The session of an answered call as time goes on (RFC 4028): the timer that both sides agreed on, and how a refresh of
 * ours is made. `session-refresh.ts` keeps the time.
 */
import { askForTimer, type SessionTimer, type SessionTimerPolicy } from '../dialog/session-timer.ts'
import type { SipResponse } from '../message/index.ts'
import type { TimerWheel } from '../timer-wheel.ts'
import type { CallBody, ModificationHandler, ModificationRequest } from './call.ts'
import { SessionRefresh, type SessionRefreshUser } from './session-refresh.ts'

/** The call whose session it is. */
export interface KeptSessionUser {
  readonly wheel: TimerWheel
  /** Sends a re-INVITE or UPDATE, if one may be sent now. */
  modify(method: 'INVITE' | 'UPDATE', request: ModificationRequest, handler: ModificationHandler): boolean
  /** A refresh by re-INVITE was answered. */
  refreshed(response: SipResponse): void
  expireSession(): void
}

/** A refresh that changes nothing needs no handler: what follows from it is done here. */
const quietly: ModificationHandler = { onAccepted() {}, onRefused() {} }

export class KeptSession implements SessionRefreshUser {
  readonly peerTakesUpdate: boolean
  readonly #user: KeptSessionUser
  #refresh: SessionRefresh | undefined = undefined
  #localBody: CallBody | undefined = undefined

  constructor(user: KeptSessionUser, peerTakesUpdate: boolean) {
    this.#user = user
    this.peerTakesUpdate = peerTakesUpdate
  }

  /** The timer in force; undefined: none. */
  get timer(): SessionTimer | undefined {
    return this.#refresh?.timer
  }

  /** What we offered or answered last, where a refresh has to repeat it. */
  get localBody(): CallBody | undefined {
    return this.#localBody
  }

  /** What a session refresh agreed on: a timer from now, or none any more. */
  keep(timer: SessionTimer | undefined): void {
    if (timer === undefined) this.stop()
    else if (this.#refresh === undefined) this.#refresh = new SessionRefresh(this.#user.wheel, this, timer)
    else this.#refresh.restart(timer)
  }

  /** What we offered or answered last: what a refresh by re-INVITE repeats. */
  keepLocalBody({ contentType, body }: CallBody): void {
    if (contentType === undefined || body === undefined || this.peerTakesUpdate) return
    this.#localBody = { contentType, body }
  }

  /** The lines of a re-INVITE or UPDATE of ours that ask for the timer to go on, or for one. */
  lines({ minimum, interval, wanted }: SessionTimerPolicy, leastInterval: number): string {
    const { timer } = this
    if (timer === undefined && !wanted) return ''
    const asked = Math.max(timer?.interval ?? interval, leastInterval)
    const refresher = timer === undefined ? undefined : timer.weRefresh ? 'uac' : 'uas'
    return askForTimer(asked, Math.max(minimum, leastInterval), refresher)
  }

  stop(): void {
    this.#refresh?.stop()
    this.#refresh = undefined
  }

  /** RFC 4028 §7.4, §10: by UPDATE where the peer takes it, else by a re-INVITE that changes nothing. */
  refreshSession(): void {
    this.refreshNow()
  }

  /** @returns whether it was sent */
  refreshNow(): boolean {
    if (this.peerTakesUpdate) return this.#user.modify('UPDATE', {}, quietly)
    return this.#localBody !== undefined && this.#user.modify('INVITE', this.#localBody, this.#again)
  }

  expireSession(): void {
    this.#user.expireSession()
  }

  /** What we repeat is an offer all the same: its answer may say that the peer is elsewhere now (RFC 3261 §14.1). */
  get #again(): ModificationHandler {
    return { onAccepted: (response) => this.#user.refreshed(response), onRefused() {} }
  }
}
