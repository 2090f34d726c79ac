/**
 * The arithmetic of digest authentication (RFC 7616 §3.4, RFC 8760, RFC 3261 §22.4), the same for both sides. Texts are
 * wire text: bytes are hashed as they stand.
 */
import { hash } from 'node:crypto'

/** In the order of preference (RFC 8760 §2.4). */
export const digestAlgorithms = ['SHA-256', 'SHA-256-sess', 'MD5', 'MD5-sess'] as const

export type DigestAlgorithm = (typeof digestAlgorithms)[number]

/** What one response is computed from. */
export interface DigestInput {
  readonly algorithm: DigestAlgorithm
  /** Hex of H(username:realm:password). */
  readonly ha1: string
  readonly nonce: string
  readonly method: string
  readonly uri: string
  /** Absent as in RFC 2069. */
  readonly qop?: 'auth' | 'auth-int' | undefined
  /** Eight hexadecimal digits. */
  readonly nc?: string | undefined
  readonly cnonce?: string | undefined
  /** The body, needed for auth-int. */
  readonly body?: string | undefined
}

/** The algorithm of that name in any case, MD5 when there is none (RFC 7616 §3.3); undefined for one unknown. */
export function digestAlgorithm(name: string | undefined): DigestAlgorithm | undefined {
  if (name === undefined) return 'MD5'
  const upper = name.toUpperCase()
  return digestAlgorithms.find((algorithm) => algorithm.toUpperCase() === upper)
}

/** Whether it is one of the SHA-256 pair. */
export function isSha256(algorithm: DigestAlgorithm): boolean {
  return algorithm === 'SHA-256' || algorithm === 'SHA-256-sess'
}

/** Hex of the hash that the algorithm uses, over wire text. */
function digestHash(algorithm: DigestAlgorithm, text: string): string {
  return hash(isSha256(algorithm) ? 'sha256' : 'md5', Buffer.from(text, 'latin1'), 'hex')
}

/** HA1: what a server keeps instead of the password (RFC 7616 §3.4.2). All three as real text. */
export function computeHa1(
  algorithm: DigestAlgorithm,
  username: string,
  realm: string,
  password: string,
): string {
  return hash(isSha256(algorithm) ? 'sha256' : 'md5', `${username}:${realm}:${password}`, 'hex')
}

/** The `response` value (RFC 7616 §3.4.1), hex in lower case. */
export function computeDigest(input: DigestInput): string {
  const { algorithm, nonce, qop, nc = '', cnonce = '' } = input
  const session = algorithm === 'MD5-sess' || algorithm === 'SHA-256-sess'
  const ha1 = session ? digestHash(algorithm, `${input.ha1}:${nonce}:${cnonce}`) : input.ha1
  const body = qop === 'auth-int' ? `:${digestHash(algorithm, input.body ?? '')}` : ''
  const ha2 = digestHash(algorithm, `${input.method}:${input.uri}${body}`)
  const middle = qop === undefined ? nonce : `${nonce}:${nc}:${cnonce}:${qop}`
  return digestHash(algorithm, `${ha1}:${middle}:${ha2}`)
}
