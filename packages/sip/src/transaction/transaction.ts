/**
 * What transactions and their users say to each other (RFC 3261 §17). The machines are in the four files of that
 * name; `TransactionLayer` makes, finds and ends them.
 */
import type { ResponseParts, SipRequest, SipResponse } from '../message/index.ts'
import type { Flow } from '../transport/flow.ts'
import type { TransportError } from '../transport/transport-error.ts'

export type InviteServerState = 'proceeding' | 'completed' | 'confirmed' | 'accepted' | 'terminated'
export type ServerState = 'trying' | 'proceeding' | 'completed' | 'terminated'
export type InviteClientState = 'calling' | 'proceeding' | 'completed' | 'accepted' | 'terminated'
export type ClientState = 'trying' | 'proceeding' | 'completed' | 'terminated'

/** Who hears of what no client transaction asked for: requests, and responses that match nothing. */
export interface TransactionUser {
  /**
   * A new request, once however often it is retransmitted; CANCEL too, in its own transaction (RFC 3261 §9.2).
   * Never ACK. When `transaction.merged` it is to be answered 482 (§8.2.2.2).
   */
  onRequest(request: SipRequest, transaction: ServerTransaction): void
  /** An ACK that belongs to no transaction: the one of a 2xx, each time it comes. */
  onAck(request: SipRequest, flow: Flow): void
  /** A response without transaction, such as a 2xx from a fork after the transaction's end. Dropped by default. */
  onStrayResponse?(response: SipResponse, flow: Flow): void
}

/** The server side of one transaction. */
export interface ServerTransaction {
  readonly method: string
  /** Released with the final response of a transaction; to read it afterwards is a bug, and throws. */
  readonly request: SipRequest
  /** How the request came. */
  readonly flow: Flow
  readonly state: InviteServerState | ServerState
  /** The same request reached us over another path before (RFC 3261 §8.2.2.2). */
  readonly merged: boolean
  /** May be set at any time before the final response. */
  user: ServerTransactionUser | undefined
  /**
   * Sends a response and moves the machine; repeated requests are answered with the last one. Nothing can be sent
   * after a final response: false then, and when the transaction is over.
   * @throws UnfitStatus or UnsafeHeaderValue when the status is none, or a part would break out of its line or is no wire
   * text; nothing has been sent then
   */
  respond(parts: ResponseParts): boolean
  /** Sends the 2xx to INVITE once more: until its ACK comes that is the dialog's duty (RFC 3261 §13.3.1.4). */
  respondAgain(): void
  /** The dialog has the ACK of its 2xx to INVITE: the response and the user are let go of. */
  acknowledged(): void
}

/** Hears how a server transaction fares; everything optional. */
export interface ServerTransactionUser {
  /** A CANCEL for this INVITE came; whoever got it by `TransactionUser.onRequest` calls this. */
  onCancel?(cancel: SipRequest): void
  /** A response could not be delivered (RFC 3261 §17.2.4). Over, except after a 2xx to INVITE (RFC 6026 §7.1). */
  onTransportError?(error: TransportError): void
  /** Timer H: no ACK came for a final response other than 2xx. The transaction is over. */
  onTimeout?(): void
  /** Nothing more will be told. */
  onTerminated?(): void
}

/** The client side of one transaction. */
export interface ClientTransaction {
  readonly method: string
  readonly state: InviteClientState | ClientState
  /** The branch of our Via; another one for each address that RFC 3263 makes us try. */
  readonly branch: string
  /**
   * Cancels an INVITE that has no final response yet (RFC 3261 §9.1): at once when a provisional response came,
   * else as soon as one comes. `extra` is ready header lines for the CANCEL, such as a Reason. When no final
   * response follows within 64*T1, `onTimeout` does; at once where nothing has been sent yet. No effect on other transactions or a
   * second time.
   * @throws UnsafeHeaderValue when the lines are no wire text
   */
  cancel(extra?: string): void
}

/**
 * Hears how a request fares. Exactly one of a final response, `onTimeout`, `onTransportError` comes; only after a
 * 2xx to INVITE may further 2xx follow, from other forks or repeated (RFC 6026 §7.2).
 */
export interface ClientTransactionUser {
  /** Each provisional response, the final one, and each 2xx after a 2xx to INVITE. */
  onResponse(response: SipResponse, transaction: ClientTransaction): void
  /** No final response in time: timers B and F, or the guard after CANCEL. To be treated as 408. */
  onTimeout(transaction: ClientTransaction): void
  /** The request could not be delivered, at no address of the destination. To be treated as 503. */
  onTransportError(error: TransportError, transaction: ClientTransaction): void
  /** Nothing more will be told. */
  onTerminated?(transaction: ClientTransaction): void
}

/** How many live, for tests and metrics. `timers` counts the whole wheel: all of a stack whose parts share one. */
export interface TransactionCounts {
  readonly inviteServer: number
  readonly inviteClient: number
  readonly server: number
  readonly client: number
  readonly timers: number
}
