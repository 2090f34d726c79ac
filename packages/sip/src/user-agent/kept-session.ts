/**
 * The session of an answered call as time goes on (RFC 4028): the timer that both sides agreed on, and how a refresh of
 * ours is made. `session-refresh.ts` keeps the time.
 */
import { askForTimer, type SessionTimer, type SessionTimerPolicy } from '../dialog/session-timer.ts'
import { parseRetryAfter, type SipResponse } from '../message/index.ts'
import type { TimerWheel } from '../timer-wheel.ts'
import type { CallBody, CallFailure, ModificationHandler, ModificationRequest } from './call.ts'
import { SessionRefresh, type SessionRefreshUser } from './session-refresh.ts'

/** The call whose session it is. */
export interface KeptSessionUser {
  readonly wheel: TimerWheel
  /** Sends a re-INVITE or UPDATE, if one may be sent now. */
  modify(method: 'INVITE' | 'UPDATE', request: ModificationRequest, handler: ModificationHandler): boolean
  /** Sends an UPDATE without an offer, if one may be sent now. */
  refreshByUpdate(handler: ModificationHandler): boolean
  /** Takes a re-INVITE of ours back that has no final response (RFC 3261 §9.1). */
  withdrawModification(): void
  /** A refresh by re-INVITE was answered. */
  refreshed(response: SipResponse): void
  expireSession(): void
}

/** How long after a refusal that says nothing of when a refresh is tried again: at first, and at most. */
const FIRST_RETRY_MS = 5_000
const LAST_RETRY_MS = 60_000
/** Whoever refuses and wants to be asked again at once would else be, as fast as the network is. */
const SOONEST_RETRY_MS = 1_000
/** How often a refresh that may not be sent yet is looked after, and after how many times what is in its way is taken back. */
const BLOCKED_MS = 1_000
const PATIENCE = 5

export class KeptSession implements SessionRefreshUser {
  /** Whether a refresh is an UPDATE: until the peer refuses one as a method that it does not know. */
  peerTakesUpdate: boolean
  readonly #user: KeptSessionUser
  #refresh: SessionRefresh | undefined = undefined
  #contentType: string | undefined = undefined
  #body: CallBody['body'] = undefined
  /** How often the present refresh has been refused, and how often it could not be sent. */
  #refused = 0
  #blocked = 0

  constructor(user: KeptSessionUser, peerTakesUpdate: boolean) {
    this.#user = user
    this.peerTakesUpdate = peerTakesUpdate
  }

  /** The timer in force; undefined: none. */
  get timer(): SessionTimer | undefined {
    return this.#refresh?.timer
  }

  /** What we offered or answered last. */
  get localBody(): CallBody | undefined {
    return this.#body === undefined ? undefined : { contentType: this.#contentType, body: this.#body }
  }

  /** What a session refresh agreed on: a timer from now, or none any more. */
  keep(timer: SessionTimer | undefined): void {
    this.#refused = 0
    this.#blocked = 0
    if (timer === undefined) this.stop()
    else if (this.#refresh === undefined) this.#refresh = new SessionRefresh(this.#user.wheel, this, timer)
    else this.#refresh.restart(timer)
  }

  /** What we offered or answered last: what a refresh by re-INVITE repeats. */
  keepLocalBody({ contentType, body }: CallBody): void {
    if (contentType === undefined || body === undefined || body.length === 0) return
    this.#contentType = contentType
    this.#body = body
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

  refreshSession(): void {
    if (this.refreshNow()) this.#blocked = 0
    else this.#wait()
  }

  /**
   * RFC 4028 §7.4, §10: by UPDATE where the peer takes it, else by a re-INVITE that changes nothing.
   *
   * @returns whether it was sent
   */
  refreshNow(): boolean {
    if (this.peerTakesUpdate) return this.#user.refreshByUpdate(this.#quietly)
    const { localBody } = this
    return localBody !== undefined && this.#user.modify('INVITE', localBody, this.#quietly)
  }

  expireSession(): void {
    this.#user.expireSession()
  }

  /** Another offer is under way (RFC 3261 §14.1): the refresh follows it. One that nobody answers does not hold it up for ever. */
  #wait(): void {
    if (!this.peerTakesUpdate && this.#body === undefined) return
    this.#blocked++
    if (this.#blocked % PATIENCE === 0) this.#user.withdrawModification()
    this.#refresh?.again(BLOCKED_MS)
  }

  /** A refresh changes nothing, but an offer of ours that is repeated is answered, and the answer may say that the peer is elsewhere. */
  get #quietly(): ModificationHandler {
    return {
      onAccepted: (response) => {
        if (response.cseq.method === 'INVITE') this.#user.refreshed(response)
      },
      onRefused: (failure) => this.#onRefused(failure),
    }
  }

  /** The session goes on until it expires, and so do the tries (RFC 4028 §10); when the peer says, if it does (RFC 3261 §14.2). */
  #onRefused({ status, response }: CallFailure): void {
    if (this.peerTakesUpdate && (status === 405 || status === 501)) {
      this.peerTakesUpdate = false
      this.refreshSession()
      return
    }
    const asked = parseRetryAfter(response?.header('Retry-After') ?? '')?.seconds
    const usual = Math.min(FIRST_RETRY_MS * 2 ** this.#refused, LAST_RETRY_MS)
    this.#refused++
    this.#refresh?.again(asked === undefined ? usual : Math.max(asked * 1_000, SOONEST_RETRY_MS))
  }
}
