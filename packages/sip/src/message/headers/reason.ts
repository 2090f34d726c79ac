/** Reason (RFC 3326): why a request was sent, e.g. that a call was completed elsewhere (C4). */

import { quote } from '../wire-text.ts'
import { isToken } from './character-classes.ts'
import { parameter, parseParameters } from './parameters.ts'

export interface Reason {
  /** `SIP`, `Q.850` … as received. */
  readonly protocol: string
  readonly cause: number | undefined
  /** Real text. */
  readonly text: string | undefined
}

/** Reads one Reason value; undefined when malformed. */
export function parseReason(value: string): Reason | undefined {
  const semicolon = value.indexOf(';')
  const end = semicolon < 0 ? value.length : semicolon
  const protocol = value.slice(0, end).trim()
  const pairs = parseParameters(value, end, value.length)
  if (!isToken(protocol) || pairs === undefined) return undefined
  const cause = parameter(pairs, 'cause')
  if (cause !== undefined && !/^\d{1,5}$/.test(cause)) return undefined
  return { protocol, cause: cause === undefined ? undefined : Number(cause), text: parameter(pairs, 'text') }
}

/** `SIP;cause=200;text="Call completed elsewhere"` */
export function writeReason(reason: { protocol: string; cause: number; text?: string }): string {
  const text = reason.text === undefined ? '' : `;text=${quote(reason.text)}`
  return `${reason.protocol};cause=${reason.cause}${text}`
}
