/**
 * Session timers (RFC 4028) as pure rules: what to ask, what to grant, who refreshes, and when. `session-refresh.ts`
 * keeps the time.
 */
import {
  HeaderId,
  parseDeltaSeconds,
  parseSessionExpires,
  type SessionExpires,
  type SipMessage,
  writeSessionExpires,
} from '../message/index.ts'

/** RFC 4028 §4: no session interval may be shorter. */
export const leastInterval = 90

/** What we ask for and the least we take, in seconds. */
export interface SessionTimerPolicy {
  readonly interval: number
  readonly minimum: number
  /** Whether we ask for a timer by ourselves. */
  readonly wanted: boolean
}

/** A timer in force. */
export interface SessionTimer {
  /** Seconds between refreshes at most. */
  readonly interval: number
  /** Whether the refreshes are ours to send. */
  readonly weRefresh: boolean
}

/** What a UAS makes of a request: refusal, or the timer (if any) and the lines of its 2xx. */
export type SessionTimerAnswer =
  | { readonly kind: 'too-small'; readonly extra: string }
  | { readonly kind: 'granted'; readonly timer: SessionTimer | undefined; readonly extra: string }

const noTimer: SessionTimerAnswer = { kind: 'granted', timer: undefined, extra: '' }

/** RFC 4028 §9: the answer to an INVITE or UPDATE. A peer that cannot handle a 422 is never sent one. */
export function answerSessionTimer(request: SipMessage, policy: SessionTimerPolicy): SessionTimerAnswer {
  const asked = sessionExpiresOf(request)
  const supported = supportsTimer(request)
  if (asked === undefined && !policy.wanted) return noTimer
  if (asked !== undefined && asked.interval < policy.minimum && supported) {
    return { kind: 'too-small', extra: `Min-SE: ${policy.minimum}\r\n` }
  }
  const floor = Math.max(minimumOf(request), leastInterval)
  const ceiling = Math.max(policy.interval, floor)
  const interval = asked === undefined ? ceiling : Math.max(Math.min(asked.interval, ceiling), leastInterval)
  const refresher = supported ? (asked?.refresher ?? 'uac') : 'uas'
  const require = refresher === 'uac' ? 'Require: timer\r\n' : ''
  return {
    kind: 'granted',
    timer: { interval, weRefresh: refresher === 'uas' },
    extra: `${require}Session-Expires: ${writeSessionExpires({ interval, refresher })}\r\n`,
  }
}

/**
 * RFC 4028 §7.2: the timer that a 2xx to our INVITE or UPDATE sets; undefined when it sets none. When it does not
 * name the refresher, we do it ourselves.
 */
export function timerOfResponse(response: SipMessage): SessionTimer | undefined {
  const granted = sessionExpiresOf(response)
  if (granted === undefined) return undefined
  return { interval: Math.max(granted.interval, leastInterval), weRefresh: granted.refresher !== 'uas' }
}

/** So many on the way may each want a longer interval than the one before; a peer that always wants more is not asked for ever. */
const MOST_REFUSALS = 8

/** The intervals that one request of ours asks for, one 422 after the other (RFC 4028 §7.3). */
export class RefusedIntervals {
  /** What the last one named; 0 before the first. */
  least = 0
  #refusals = 0

  /** Whether to ask again, for what the 422 names: that has to be larger. */
  accept(response: SipMessage): boolean {
    const minimum = minimumOf(response)
    this.#refusals++
    if (minimum <= this.least || this.#refusals > MOST_REFUSALS) return false
    this.least = minimum
    return true
  }
}

/** The lines that ask for a timer (RFC 4028 §7.1); Supported is the user agent's to write. */
export function askForTimer(interval: number, minimum: number, refresher?: 'uac' | 'uas'): string {
  const least = minimum === leastInterval ? '' : `Min-SE: ${minimum}\r\n`
  const value = refresher === undefined ? { interval } : { interval, refresher }
  return `Session-Expires: ${writeSessionExpires(value)}\r\n${least}`
}

/** Milliseconds until we refresh: half the interval (RFC 4028 §10). */
export function refreshAfter(timer: SessionTimer): number {
  return timer.interval * 500
}

/** Milliseconds until the session is given up with a BYE (RFC 4028 §10). */
export function expireAfter(timer: SessionTimer): number {
  return (timer.interval - Math.min(32, Math.floor(timer.interval / 3))) * 1000
}

/** Whether the message says `Supported: timer` (or requires it). */
function supportsTimer(message: SipMessage): boolean {
  return message.headers('Supported').includes('timer') || message.values(HeaderId.Require).includes('timer')
}

function sessionExpiresOf(message: SipMessage): SessionExpires | undefined {
  const field = message.header('Session-Expires')
  return field === undefined ? undefined : parseSessionExpires(field)
}

function minimumOf(message: SipMessage): number {
  const field = message.header('Min-SE')
  if (field === undefined) return 0
  return parseSessionExpires(field)?.interval ?? parseDeltaSeconds(field) ?? 0
}
