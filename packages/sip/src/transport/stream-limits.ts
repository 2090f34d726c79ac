/** How much of us one peer, and all peers together, may occupy with connections. */
export interface StreamLimits {
  /** Connections in all, ours included. */
  readonly connections: number
  /** Accepted connections from one address that have not proved who is at their other end. */
  readonly connectionsPerSource: number
  /** Milliseconds until a connection we open must be up, and the TLS handshake of one that we accepted be done. */
  readonly connectTimeout: number
  /** Milliseconds in which an accepted connection must carry its first message. */
  readonly firstMessageTimeout: number
  /** Milliseconds in which a message that has begun must be complete. */
  readonly messageTimeout: number
  /** Milliseconds without a byte either way after which a connection is closed. */
  readonly idleTimeout: number
  /** Bytes waiting to be sent beyond which a peer counts as not reading. */
  readonly unsentBytes: number
}

/** The idle time outlasts the usual registration of an hour: a phone may have nothing to say in between. */
export const defaultStreamLimits: StreamLimits = {
  connections: 20_000,
  connectionsPerSource: 256,
  connectTimeout: 5_000,
  firstMessageTimeout: 30_000,
  messageTimeout: 10_000,
  idleTimeout: 3_900_000,
  unsentBytes: 1_048_576,
}
