/**
 * A request to a destination that has several addresses, or whose addresses have to be asked for first
 * (RFC 3263 §4): one client transaction after the other until one is answered. To its user it is one transaction.
 */
import type { SipResponse } from '../message/index.ts'
import type { Target } from '../transport/flow.ts'
import { TransportError } from '../transport/transport-error.ts'
import type {
  ClientState,
  ClientTransaction,
  ClientTransactionUser,
  InviteClientState,
} from './transaction.ts'

/** Starts one transaction; undefined when there is no more than one way to go on: none. */
export type StartAttempt = (target: Target, user: ClientTransactionUser) => ClientTransaction

export class FailoverRequest implements ClientTransaction, ClientTransactionUser {
  readonly method: string
  readonly #user: ClientTransactionUser
  readonly #start: StartAttempt
  readonly #targets: Target[] = []
  #current: ClientTransaction | undefined
  #heldCancel: string | undefined
  /** A response came: from now on it is this address or none. */
  #settled = false
  /** The present attempt has failed and another one has begun: what else it says is not for the user. */
  #abandoned: ClientTransaction | undefined

  constructor(method: string, user: ClientTransactionUser, start: StartAttempt) {
    this.method = method
    this.#user = user
    this.#start = start
  }

  get state(): InviteClientState | ClientState {
    return this.#current?.state ?? (this.method === 'INVITE' ? 'calling' : 'trying')
  }

  /** '' while no address is known yet. */
  get branch(): string {
    return this.#current?.branch ?? ''
  }

  cancel(extra = ''): void {
    this.#heldCancel ??= extra
    this.#current?.cancel(extra)
  }

  /** The addresses to try, in order; fails the request when there are none. */
  begin(targets: readonly Target[]): void {
    this.#targets.push(...targets)
    if (!this.#next()) this.fail(new TransportError('unresolvable'))
  }

  /** No address could be found. */
  fail(error: TransportError): void {
    this.#user.onTransportError(error, this)
    this.#user.onTerminated?.(this)
  }

  /** 503 means the next address (RFC 3263 §4.3), as long as nothing else has been heard. */
  onResponse(response: SipResponse, transaction: ClientTransaction): void {
    if (transaction === this.#abandoned) return
    if (response.status === 503 && !this.#settled && this.#goOn(transaction)) return
    if (response.status !== 100) this.#settled = true
    this.#user.onResponse(response, this)
  }

  onTimeout(transaction: ClientTransaction): void {
    if (this.#settled || !this.#goOn(transaction)) this.#user.onTimeout(this)
  }

  onTransportError(error: TransportError, transaction: ClientTransaction): void {
    if (this.#settled || !this.#goOn(transaction)) this.#user.onTransportError(error, this)
  }

  onTerminated(transaction: ClientTransaction): void {
    if (transaction !== this.#abandoned) this.#user.onTerminated?.(this)
  }

  /** A cancelled request is not tried elsewhere. */
  #goOn(transaction: ClientTransaction): boolean {
    if (this.#heldCancel !== undefined || this.#targets.length === 0) return false
    this.#abandoned = transaction
    return this.#next()
  }

  #next(): boolean {
    const target = this.#targets.shift()
    if (target === undefined) return false
    this.#current = this.#start(target, this)
    if (this.#heldCancel !== undefined) this.#current.cancel(this.#heldCancel)
    return true
  }
}
