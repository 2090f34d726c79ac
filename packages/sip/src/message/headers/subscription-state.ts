/** Subscription-State (RFC 6665 §8.2.3): how a subscription stands, in every NOTIFY. */
import { isToken } from './character-classes.ts'
import { parseDeltaSeconds } from './expires.ts'
import { parameter, parseParameters } from './parameters.ts'

export interface SubscriptionStateValue {
  /** `active`, `pending`, `terminated`, or one of an extension, lower case. */
  readonly state: string
  /** Seconds it has left. */
  readonly expires: number | undefined
  /** Why it is terminated, lower case: `timeout`, `noresource` … */
  readonly reason: string | undefined
  /** Seconds after which a new subscription may be tried. */
  readonly retryAfter: number | undefined
}

/** Reads a Subscription-State value; undefined when malformed. */
export function parseSubscriptionState(text: string): SubscriptionStateValue | undefined {
  const semicolon = text.indexOf(';')
  const end = semicolon < 0 ? text.length : semicolon
  const state = text.slice(0, end).trim().toLowerCase()
  const pairs = parseParameters(text, end, text.length)
  if (!isToken(state) || pairs === undefined) return undefined
  const seconds = (name: string) => parseDeltaSeconds(parameter(pairs, name) ?? '')
  return {
    state,
    expires: seconds('expires'),
    reason: parameter(pairs, 'reason')?.toLowerCase(),
    retryAfter: seconds('retry-after'),
  }
}
