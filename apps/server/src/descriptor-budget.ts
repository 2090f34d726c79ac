/**
 * What of the process's descriptors each part may use, so that a flood of calls or connections is refused by the part that it
 * concerns, and never takes what a recording, a prompt or the database needs.
 */
import { readFile } from 'node:fs/promises'

export interface DescriptorBudget {
  /** Pairs of RTP and RTCP ports, counted by their RTP. */
  readonly mediaPairs: number
  /** Sockets for RTCP: as many as there are pairs where there is room; audio beyond goes without reports, not without a port. */
  readonly mediaReports: number
  /** Recordings that go on at a time. */
  readonly recordings: number
  /** Connections of SIP by TCP, TLS and WebSocket. */
  readonly sipConnections: number
  /** Connections of browsers and of the API. */
  readonly httpConnections: number
}

/** The database, the log, prompts that are read, files that are written now and then. */
const OWN = 1_000
/** A socket; and of the two pairs of a call that talks one, of a call that leaves a message its only one, has a file open. */
const PER_PAIR = 1.5
/** Of the pairs at least so many have a socket for RTCP, too. */
const REPORTING = 0.25
/** Calls go before connections. */
const SHARE_OF_CALLS = 0.9
/** What connections are for beyond that, nobody knows. */
const MOST_CONNECTIONS = 20_000

/**
 * @param limit how many descriptors the process may have open; infinite where it is not known
 * @param pairs that the range of media ports has room for
 */
export function shareDescriptors(limit: number, pairs: number): DescriptorBudget {
  const left = limit - Math.min(OWN, limit / 4)
  const ofCalls = left * SHARE_OF_CALLS
  const mediaPairs = Math.min(pairs, Math.floor(ofCalls / (PER_PAIR + REPORTING)))
  const mediaReports = Math.min(mediaPairs, Math.floor(ofCalls - mediaPairs * PER_PAIR))
  const sockets = mediaPairs + mediaReports
  const connections = Math.min(
    MOST_CONNECTIONS,
    Math.floor((left - sockets - mediaPairs * (PER_PAIR - 1)) / 2),
  )
  return {
    mediaPairs,
    mediaReports,
    recordings: Math.floor(left - sockets - 2 * connections),
    sipConnections: connections,
    httpConnections: connections,
  }
}

/**
 * How many descriptors this process may have open: Node takes all that the system allows it. Infinite where the system does
 * not say (other than Linux, which is what calls are served on).
 */
export async function descriptorLimit(limits = '/proc/self/limits'): Promise<number> {
  const text = await readFile(limits, 'utf8').catch(() => '')
  const [, soft] = /^Max open files\s+(\d+)/m.exec(text) ?? []
  return soft === undefined ? Number.POSITIVE_INFINITY : Number(soft)
}
