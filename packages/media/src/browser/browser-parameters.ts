/** What the two sides of a browser's audio must know of each other before they exchange it (RFC 8829, RFC 8839, RFC 8842). */

import type { PayloadTypes } from '../sdp/negotiated.ts'

/** Credentials of connectivity checks (RFC 8839 §5.4). */
export interface IceCredentials {
  readonly ufrag: string
  readonly pwd: string
}

/** What we tell a browser of ourselves. */
export interface OurParameters extends IceCredentials {
  /** Of the one source that it hears (RFC 5576). */
  readonly ssrc: number
}

/** What a browser's session description says of it. */
export interface BrowserParameters extends IceCredentials {
  /** Of its certificate: the handshake must show this one (RFC 8122 §5). */
  readonly fingerprint: Fingerprint
  /** Opus is spoken with it; G.711 only where this is undefined. */
  readonly opus?: OpusTypes | undefined
}

/** How Opus travels between the two (RFC 7587). */
export interface OpusTypes {
  readonly audio: PayloadTypes
  /** Digits by the clock of Opus; undefined: by that of telephones, or not at all. */
  readonly events?: PayloadTypes | undefined
}

export interface Fingerprint {
  /** As `node:crypto` names it. */
  readonly algorithm: 'sha256' | 'sha384' | 'sha512'
  /** Upper-case pairs with colons. */
  readonly value: string
}
