/** A session description held as its lines, read by sdp-transform only as far as audio needs it (RFC 4566). */

import type { MediaRefusal } from '../errors.ts'

/** A parsed session description; `lines` are its text, untouched, so that what we do not know survives a relay. */
export interface SessionDescription {
  readonly kind: 'session'
  readonly lines: readonly string[]
}

/** Reads a session description; CRLF, LF and CR end lines. Refuses text without v=, o= or m= line. */
export function parseSdp(_text: string): SessionDescription | MediaRefusal {
  throw new Error('not yet')
}
