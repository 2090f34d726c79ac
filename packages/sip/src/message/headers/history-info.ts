/** History-Info (RFC 7044): every target a request had, in order, with the reason it moved on. */

import { escapeUser } from '../sip-uri.ts'
import { type NameAddr, parseNameAddr, writeNameAddr } from './name-addr.ts'
import { parameter } from './parameters.ts'
import { parseReason, type Reason } from './reason.ts'

export interface HistoryEntry {
  readonly address: NameAddr
  /** `1.2.1` */
  readonly index: string
  /** The Reason that travels inside the URI. */
  readonly reason: Reason | undefined
  /** `rc`, `mp` or `np`: how the target was found, and from which index. */
  readonly cause: { readonly kind: 'rc' | 'mp' | 'np'; readonly index: string } | undefined
}

const indexForm = /^\d{1,4}(\.\d{1,4})*$/

/** Reads one History-Info value; undefined when malformed (the index is mandatory). */
export function parseHistoryInfo(text: string): HistoryEntry | undefined {
  const address = parseNameAddr(text)
  if (address === undefined) return undefined
  const index = parameter(address.pairs, 'index')
  if (index === undefined || !indexForm.test(index)) return undefined
  const reason = address.uri.headers.get('reason')
  return {
    address,
    index,
    reason: reason === undefined ? undefined : parseReason(reason),
    cause: causeOf(address),
  }
}

function causeOf(address: NameAddr): HistoryEntry['cause'] {
  for (const kind of ['rc', 'mp', 'np'] as const) {
    const index = parameter(address.pairs, kind)
    if (index !== undefined && indexForm.test(index)) return { kind, index }
  }
  return undefined
}

/** `<uri?Reason=…>;index=1.1;rc=1`; the Reason is a ready value (see writeReason) and is escaped into the URI. */
export function writeHistoryInfo(entry: {
  uri: string
  index: string
  reason?: string
  cause?: { kind: 'rc' | 'mp' | 'np'; index: string }
}): string {
  const separator = entry.uri.includes('?') ? '&' : '?'
  const reason = entry.reason === undefined ? '' : `${separator}Reason=${escapeHeader(entry.reason)}`
  const cause = entry.cause === undefined ? '' : `;${entry.cause.kind}=${entry.cause.index}`
  return `${writeNameAddr(undefined, entry.uri + reason)};index=${entry.index}${cause}`
}

function escapeHeader(text: string): string {
  return escapeUser(text).replace(/[;=&,?]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}
