/** Session-Expires and Min-SE (RFC 4028 §4, §5): how long a session lives without a refresh, and who refreshes. */
import { parseDeltaSeconds } from './expires.ts'
import { parameter, parseParameters } from './parameters.ts'

export interface SessionExpires {
  /** Seconds. */
  readonly interval: number
  readonly refresher: 'uac' | 'uas' | undefined
}

/** Reads a Session-Expires value (Min-SE has the same form without refresher); undefined when malformed. */
export function parseSessionExpires(text: string): SessionExpires | undefined {
  const semicolon = text.indexOf(';')
  const end = semicolon < 0 ? text.length : semicolon
  const interval = parseDeltaSeconds(text.slice(0, end))
  const pairs = parseParameters(text, end, text.length)
  if (interval === undefined || pairs === undefined) return undefined
  const refresher = parameter(pairs, 'refresher')?.toLowerCase()
  return { interval, refresher: refresher === 'uac' || refresher === 'uas' ? refresher : undefined }
}

/** `1800;refresher=uac` */
export function writeSessionExpires(value: { interval: number; refresher?: 'uac' | 'uas' }): string {
  return value.refresher === undefined
    ? `${value.interval}`
    : `${value.interval};refresher=${value.refresher}`
}
