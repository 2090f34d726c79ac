/** Retry-After (RFC 3261 §20.33): seconds until a failed request may be tried again. */
import { parseDeltaSeconds, writeDeltaSeconds } from './expires.ts'
import { parameter, parseParameters } from './parameters.ts'

export interface RetryAfter {
  /** Seconds to wait. */
  readonly seconds: number
  /** Seconds the callee will then be reachable; undefined when absent. */
  readonly duration: number | undefined
}

/** Reads a Retry-After value, comment ignored; undefined when malformed. */
export function parseRetryAfter(text: string): RetryAfter | undefined {
  const match = /^\s*(\d+)\s*(?:\((?:[^()\\]|\\.)*\)\s*)?(;.*)?$/s.exec(text)
  const seconds = parseDeltaSeconds(match?.[1] ?? '')
  const rest = match?.[2] ?? ''
  const pairs = parseParameters(rest, 0, rest.length)
  if (seconds === undefined || pairs === undefined) return undefined
  const duration = parameter(pairs, 'duration')
  return { seconds, duration: duration === undefined ? undefined : parseDeltaSeconds(duration) }
}

/** Whole seconds, rounded up so that nobody comes too early. */
export function writeRetryAfter(seconds: number): string {
  return writeDeltaSeconds(Math.ceil(seconds))
}
