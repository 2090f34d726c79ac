/**
 * A request to a destination that has several addresses, or whose addresses have to be asked for first
 * (RFC 3263 §4): one client transaction after the other until one is answered. To its user it is one transaction.
 */
import type { SipResponse } from '../message/index.ts'
import type { Target, Targets } from '../transport/flow.ts'
import type { TransportError } from '../transport/transport-error.ts'
import type {
  ClientState,
  ClientTransaction,
  ClientTransactionUser,
  InviteClientState,
} from './transaction.ts'

/** Starts one transaction. */
export type StartAttempt = (target: Target, user: ClientTransactionUser) => ClientTransaction

export class FailoverRequest implements ClientTransaction, ClientTransactionUser {
  readonly method: string
  readonly #user: ClientTransactionUser
  readonly #start: StartAttempt
  #left: readonly Target[] = []
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

  /** The addresses to try are known. */
  begin([first, ...others]: Targets): void {
    this.#left = others
    this.#try(first)
  }

  /** No address could be found. */
  fail(error: TransportError): void {
    this.#user.onTransportError(error, this)
    this.#user.onTerminated?.(this)
  }

  /** 503 means the next address (RFC 3263 §4.3), as long as nothing else has been heard. */
  onResponse(response: SipResponse, transaction: ClientTransaction): void {
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
    const [next, ...others] = this.#left
    if (this.#heldCancel !== undefined || next === undefined) return false
    this.#abandoned = transaction
    this.#left = others
    this.#try(next)
    return true
  }

  #try(target: Target): void {
    this.#current = this.#start(target, this)
    if (this.#heldCancel !== undefined) this.#current.cancel(this.#heldCancel)
  }
}
