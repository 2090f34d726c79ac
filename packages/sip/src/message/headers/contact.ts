/** Contact (RFC 3261 §20.10): an address with preference and lifetime, and outbound's instance and reg-id (RFC 5626). */

import { parseDeltaSeconds } from './expires.ts'
import type { NameAddr } from './name-addr.ts'
import { parseNameAddr, writeNameAddr } from './name-addr.ts'
import { parameter, writeParameters } from './parameters.ts'

export interface Contact {
  readonly address: NameAddr
  /** Seconds; undefined when absent or malformed (then the Expires header, then a default, decides). */
  readonly expires: number | undefined
  /** 0 to 1; 1 when absent or malformed. */
  readonly q: number
  /** `+sip.instance` without quotes. */
  readonly instance: string | undefined
  readonly regId: number | undefined
}

/** Reads one Contact value (not `*`); undefined when malformed. */
export function parseContact(text: string): Contact | undefined {
  const address = parseNameAddr(text)
  return address && contactOf(address)
}

/** What the header parameters of a Contact say. */
export function contactOf(address: NameAddr): Contact {
  const { pairs } = address
  const q = parameter(pairs, 'q')
  const expires = parameter(pairs, 'expires')
  const regId = parameter(pairs, 'reg-id')
  return {
    address,
    expires: expires === undefined ? undefined : parseDeltaSeconds(expires),
    q: q !== undefined && /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(q) ? Number(q) : 1,
    instance: parameter(pairs, '+sip.instance'),
    regId: regId !== undefined && /^\d{1,9}$/.test(regId) ? Number(regId) : undefined,
  }
}

/** `<uri>;expires=…` for a Contact of ours; parameters as given. */
export function writeContact(
  uri: string,
  params: Iterable<readonly [string, string | undefined]> = [],
  displayName?: string,
): string {
  return writeNameAddr(displayName, uri) + writeParameters(params)
}
