/**
 * How often and by whom a call was redirected before it came here (C11), from Diversion (RFC 5806) and History-Info
 * (RFC 7044), and what we add when we redirect it further. What a phone of ours writes there counts, so that phones that forward to each
 * other make no circle, but goes nowhere: to a carrier it would be our word.
 */
import {
  headerLine,
  parseDiversion,
  parseHistoryInfo,
  type SipRequest,
  writeDiversion,
  writeHistoryInfo,
} from '@mainline/sip'
import { userOf } from './called-number.ts'

export interface Redirections {
  /** How many redirections the call has spent. */
  readonly spent: number
  /** The numbers that redirected it, E.164 where they can be read. */
  readonly visited: readonly string[]
}

const none: Redirections = { spent: 0, visited: [] }

/** @param normalise E.164 by the trunk's country, or undefined when it is no number */
export function readRedirections(
  request: SipRequest,
  normalise: (text: string) => string | undefined,
): Redirections {
  const diversions = request.headers('Diversion')
  const history = request.headers('History-Info')
  if (diversions.length === 0 && history.length < 2) return none
  const visited = new Set<string>()
  let spent = 0
  for (const value of diversions) {
    const diversion = parseDiversion(value)
    if (!diversion) continue
    spent += diversion.counter
    addNumber(visited, userOf(diversion.address.uri), normalise)
  }
  // RFC 7044 §10.1: the last entry is where the call goes now; each one before it was left behind.
  for (const value of history.slice(0, -1))
    addNumber(visited, userOf(parseHistoryInfo(value)?.address.uri), normalise)
  return { spent: Math.max(spent, history.length - 1, 0), visited: [...visited] }
}

export interface Redirection {
  /** Our number that redirects, E.164. */
  readonly from: string
  readonly to: string
  /** Host of our SIP URIs. */
  readonly host: string
  /** A value of RFC 5806 §5.1. */
  readonly reason: string
  readonly withheld: boolean
}

/**
 * The header lines of a redirected INVITE: what it carried already, and our own step.
 * @param request as a carrier sent it; undefined: a phone of ours calls
 */
export function redirectionLines(request: SipRequest | undefined, redirection: Redirection): string {
  const { from, to, host, reason, withheld } = redirection
  const uri = `sip:${from}@${host}`
  const privacy = withheld ? { privacy: 'full' } : {}
  let lines = headerLine('Diversion', writeDiversion({ uri, reason, counter: 1, ...privacy }))
  for (const earlier of request?.headers('Diversion') ?? []) lines += headerLine('Diversion', earlier)
  const history = request?.headers('History-Info') ?? []
  for (const earlier of history) lines += headerLine('History-Info', earlier)
  if (history.length === 0) lines += headerLine('History-Info', writeHistoryInfo({ uri, index: '1' }))
  const parent = parseHistoryInfo(history.at(-1) ?? '')?.index ?? '1'
  const target = writeHistoryInfo({
    uri: `sip:${to}@${host}`,
    index: `${parent}.1`,
    cause: { kind: 'mp', index: parent },
  })
  return lines + headerLine('History-Info', target)
}

function addNumber(
  visited: Set<string>,
  user: string | undefined,
  normalise: (text: string) => string | undefined,
): void {
  const number = user === undefined ? undefined : normalise(user)
  if (number !== undefined) visited.add(number)
}
