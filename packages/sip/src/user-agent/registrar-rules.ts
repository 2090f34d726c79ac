/**
 * What a REGISTER does to the bindings of an address-of-record (RFC 3261 §10.3), as a pure function: bindings, request
 * and time in; bindings and reply out. All or nothing.
 */
import type { ResponseParts } from '../message/index.ts'
import type { Flow } from '../transport/flow.ts'

/** Where an address-of-record can be reached, until when. Plain data, may be stored. */
export interface Binding {
  /** The Contact URI as registered. */
  readonly uri: string
  /** The Contact's other header parameters as registered (`;q=0.7;+sip.instance="…"`), without expires. */
  readonly params: string
  /** Thousandths, so that equal preferences are equal numbers: 0 to 1000, default 1000. */
  readonly q: number
  /** Wall time in milliseconds since 1970. */
  readonly expiresAt: number
  readonly callId: string
  readonly cseq: number
  /** Route values towards it, first one first (RFC 3327). */
  readonly path: readonly string[]
  /** How the REGISTER came: a call to a phone behind NAT goes back over it (RFC 5626 §5.3). */
  readonly flow: Flow
  /** `+sip.instance` and `reg-id`, by which a phone that moved replaces its old binding (RFC 5626 §6). */
  readonly instance?: string
  readonly regId?: number
  readonly userAgent?: string
}

/** Bounds of Expires, in seconds. */
export interface ExpiryBounds {
  /** Less is refused with 423. */
  readonly minimum: number
  /** More is shortened. */
  readonly maximum: number
  /** When the phone asks for nothing. */
  readonly default: number
}

export type RegisterOutcome =
  | { readonly kind: 'accepted'; readonly bindings: readonly Binding[]; readonly reply: ResponseParts }
  | { readonly kind: 'refused'; readonly reply: ResponseParts }
