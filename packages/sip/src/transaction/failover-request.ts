/**
 * A request to a destination that has several addresses, or whose addresses have to be asked for first
 * (RFC 3263 §4): one client transaction after the other until one is answered. To its user it is one transaction.
 * An address that says nothing is given up long before its transaction is, as long as there is another (§4.3).
 */
import { checkExtra, parseRetryAfter, type SipResponse } from '../message/index.ts'
import { type TimerWheel, WheelTimer } from '../timer-wheel.ts'
import type { Target, Targets } from '../transport/flow.ts'
import type { TransportError } from '../transport/transport-error.ts'
import type { PreferredTargets } from './preferred-targets.ts'
import type { TimerValues } from './timers.ts'
import type {
  ClientState,
  ClientTransaction,
  ClientTransactionUser,
  InviteClientState,
} from './transaction.ts'

/** One transaction of several. */
export interface Attempt extends ClientTransaction {
  /** Another one takes its place. */
  abandon(): void
}

/** What a request needs of its layer. */
export interface FailoverHost {
  readonly wheel: TimerWheel
  /** Of a transport that loses messages. */
  readonly timers: TimerValues
  readonly preferred: PreferredTargets
  /** Starts one transaction. */
  start(target: Target, user: ClientTransactionUser): Attempt
  /** Nothing more comes of it. */
  over(request: FailoverRequest): void
}

/** Its timer is the patience with a silent address; before there is one, it tells of a CANCEL that came first. */
export class FailoverRequest extends WheelTimer implements ClientTransaction, ClientTransactionUser {
  readonly method: string
  readonly #user: ClientTransactionUser
  readonly #host: FailoverHost
  #left: readonly Target[] = []
  #target: Target | undefined
  #current: Attempt | undefined
  /** Something came from the present address. */
  #heard = false
  #heldCancel: string | undefined
  /** A response came: from now on it is this address or none. */
  #settled = false
  /** The present attempt has failed and another one has begun: what else it says is not for the user. */
  #abandoned: ClientTransaction | undefined

  constructor(method: string, user: ClientTransactionUser, host: FailoverHost) {
    super()
    this.method = method
    this.#user = user
    this.#host = host
  }

  get state(): InviteClientState | ClientState {
    return this.#current?.state ?? (this.method === 'INVITE' ? 'calling' : 'trying')
  }

  /** '' while no address is known yet. */
  get branch(): string {
    return this.#current?.branch ?? ''
  }

  cancel(extra = ''): void {
    if (this.method !== 'INVITE') return
    checkExtra(extra)
    const first = this.#heldCancel === undefined
    this.#heldCancel ??= extra
    if (this.#current !== undefined) this.#current.cancel(extra)
    else if (first) this.#host.wheel.schedule(this, 0)
  }

  /** The addresses to try are known. */
  begin([first, ...others]: Targets): void {
    if (this.#heldCancel !== undefined) return
    this.#left = others
    this.#try(first)
  }

  /** No address could be found. */
  fail(error: TransportError): void {
    if (this.#heldCancel !== undefined) return
    this.#host.over(this)
    this.#user.onTransportError(error, this)
    this.#user.onTerminated?.(this)
  }

  /** The layer is closing: no address is tried any more, and nobody is told. */
  drop(): void {
    this.#heldCancel ??= ''
    this.#host.wheel.cancel(this)
  }

  /** 503 means the next address (RFC 3263 §4.3), as long as nothing else has been heard. */
  onResponse(response: SipResponse, transaction: ClientTransaction): void {
    if (!this.#heard) this.#hear()
    if (response.status === 503) {
      this.#noteBusy(response)
      if (!this.#settled && this.#goOn(transaction)) return
    }
    if (response.status !== 100) this.#settled = true
    this.#user.onResponse(response, this)
  }

  onTimeout(transaction: ClientTransaction): void {
    this.#noteSilence()
    if (this.#settled || !this.#goOn(transaction)) this.#user.onTimeout(this)
  }

  onTransportError(error: TransportError, transaction: ClientTransaction): void {
    if (error.code === 'connect-failed' || error.code === 'connect-timeout') this.#noteSilence()
    if (this.#settled || !this.#goOn(transaction)) this.#user.onTransportError(error, this)
  }

  onTerminated(transaction: ClientTransaction): void {
    if (transaction === this.#abandoned) return
    this.#host.wheel.cancel(this)
    this.#host.over(this)
    this.#user.onTerminated?.(this)
  }

  /** Nothing has come for too long: the next address, unless the request is not wanted any more. */
  fire(): void {
    const silent = this.#current
    if (silent === undefined) {
      this.#neverSent()
      return
    }
    this.#noteSilence()
    if (this.#goOn(silent)) silent.abandon()
  }

  /**
   * INVITE is sent four times in 8*T1, and any server answers it with 100 at once. Of other requests no 100 is to be
   * expected before E has reached T2 (RFC 4320 §4.1).
   */
  get #patience(): number {
    return this.method === 'INVITE' ? this.#host.timers.giveUp / 8 : this.#host.timers.giveUp / 4
  }

  #hear(): void {
    this.#heard = true
    this.#host.wheel.cancel(this)
    if (this.#target !== undefined) this.#host.preferred.hasSpoken(this.#target)
  }

  #noteBusy(response: SipResponse): void {
    const asked = parseRetryAfter(response.header('Retry-After') ?? '')
    if (asked !== undefined && this.#target !== undefined)
      this.#host.preferred.isBusy(this.#target, asked.seconds)
  }

  #noteSilence(): void {
    if (!this.#heard && this.#target !== undefined) this.#host.preferred.wasSilent(this.#target)
  }

  /** Cancelled before it had an address: nobody has heard of it, so nobody answers (RFC 3261 §9.1). */
  #neverSent(): void {
    this.#host.over(this)
    this.#user.onTimeout(this)
    this.#user.onTerminated?.(this)
  }

  /** A cancelled request is not tried elsewhere. */
  #goOn(transaction: ClientTransaction): boolean {
    const [next, ...others] = this.#left
    if (this.#heldCancel !== undefined || next === undefined) return false
    this.#abandoned = transaction
    this.#left = others
    this.#try(next)
    return true
  }

  #try(target: Target): void {
    this.#target = target
    this.#heard = false
    this.#current = this.#host.start(target, this)
    if (this.#left.length > 0) this.#host.wheel.schedule(this, this.#patience)
    else this.#host.wheel.cancel(this)
  }
}
