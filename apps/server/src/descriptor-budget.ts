/**
 * What of the process's descriptors each part may use, so that a flood of calls or connections is refused by the part that it
 * concerns, and never takes what a recording, a prompt or the database needs.
 */
import { readFile } from 'node:fs/promises'

export interface DescriptorBudget {
  /** Pairs of RTP and RTCP ports. */
  readonly mediaPairs: number
  /** Recordings that go on at a time. */
  readonly recordings: number
  /** Connections of SIP by TCP, TLS and WebSocket. */
  readonly sipConnections: number
  /** Connections of browsers and of the API. */
  readonly httpConnections: number
}

/** The database, the log, prompts that are read, files that are written now and then. */
const OWN = 1_000
/** Two sockets; and of the two pairs of a call that talks one, of a call that leaves a message its only one, has a file open. */
const PER_PAIR = 2.5
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
  const mediaPairs = Math.min(pairs, Math.floor((left * SHARE_OF_CALLS) / PER_PAIR))
  const connections = Math.min(MOST_CONNECTIONS, Math.floor((left - mediaPairs * PER_PAIR) / 2))
  return {
    mediaPairs,
    recordings: Math.floor(left - 2 * mediaPairs - 2 * connections),
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
