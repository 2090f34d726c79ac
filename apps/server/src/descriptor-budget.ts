/**
 * What of the process's descriptors each part may use, so that a flood of calls or connections is refused by the part that it
 * concerns, and never takes what a recording, a prompt or the database needs.
 */
import { readFile } from 'node:fs/promises'

export interface DescriptorBudget {
  /** Pairs of RTP and RTCP ports. */
  readonly mediaPairs: number
  /** Connections of SIP by TCP, TLS and WebSocket. */
  readonly sipConnections: number
  /** Connections of browsers and of the API. */
  readonly httpConnections: number
}

/** The database, the log, prompts that are read, files that are written now and then. */
const OWN = 1_000
/** Two sockets, and the file that a message is recorded into. */
const PER_PAIR = 3
/** What connections are for beyond that, nobody knows. */
const MOST_CONNECTIONS = 20_000

/**
 * @param limit how many descriptors the process may have open; infinite where it is not known
 * @param pairs that the range of media ports has room for
 */
export function shareDescriptors(limit: number, pairs: number): DescriptorBudget {
  const left = limit - Math.min(OWN, limit / 4)
  // Calls first: connections get a fifth each at least, and what calls leave.
  const mediaPairs = Math.min(pairs, Math.floor((left * 3) / 5 / PER_PAIR))
  const connections = Math.min(MOST_CONNECTIONS, Math.floor((left - mediaPairs * PER_PAIR) / 2))
  return { mediaPairs, sipConnections: connections, httpConnections: connections }
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
