/** Why a message could not be sent (RFC 3261 §18.4). */

export type TransportErrorCode =
  | 'no-transport' // we have no socket for that protocol and address family
  | 'unresolvable' // RFC 3263 found no address
  | 'connect-failed' // refused, unreachable, reset
  | 'connect-timeout' // the peer did not answer in time
  | 'connection-closed' // the flow is gone, or broke with the message still in it
  | 'connection-limit' // we hold as many connections as we may
  | 'overloaded' // the peer reads too slowly
  | 'send-failed' // the system refused the datagram

/** A failure to send; a transaction user treats it as a 503 (RFC 3261 §8.1.3.1). */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  readonly code: TransportErrorCode

  constructor(code: TransportErrorCode, message: string = code, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }

  /** The error itself when it is one of ours, else a new one with that code. */
  static from(error: unknown, code: TransportErrorCode): TransportError {
    if (error instanceof TransportError) return error
    return new TransportError(code, error instanceof Error ? error.message : String(error), error)
  }
}
