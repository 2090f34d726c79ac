/**
 * A WebSocket (RFC 6455) as SIP needs it. The HTTP server speaks its handshake, with the sub-protocol `sip`
 * (RFC 7118 §4.1), knows who is behind it, and hands it over; frames and masks never get here.
 */

/** What a WebSocket tells its owner. */
export interface WebSocketHandler {
  /** A whole message, text and binary alike (RFC 7118 §5). The buffer is the receiver's to keep. */
  onMessage(bytes: Buffer): void
  /** It is over, once, whoever ended it. */
  onClose(): void
}

/** One that was accepted. */
export interface WebSocketConnection {
  readonly remoteAddress: string
  readonly remotePort: number
  /** By TLS all the way to the browser: `WSS` in Vias. */
  readonly secure: boolean
  /** Bytes accepted by `send` that the peer has not taken yet. */
  readonly bufferedBytes: number
  /** Must be set before the next turn of the event loop. */
  handler: WebSocketHandler
  /** Sends one message in one frame. */
  send(message: Buffer): void
  /** Closes it with a code of RFC 6455 §7.4; `onClose` follows. */
  close(code: WebSocketCloseCode): void
}

/** Going away, against our rules, too large, too much at once (RFC 6455 §7.4.1, IANA registry). */
export type WebSocketCloseCode = 1001 | 1008 | 1009 | 1013

/** The sub-protocol that a client must ask for (RFC 7118 §4.1). */
export const webSocketProtocol = 'sip'
