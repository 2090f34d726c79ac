/** The statistics of a relayed endpoint: what rtpengine has counted, with what endpoints behind it have. */

import type { MediaStatistics } from '../../media-endpoint.ts'
import type { RelayedEndpoint } from './relayed-endpoint.ts'
import type { StreamCounts } from './stream-counts.ts'

/** @param counts undefined: rtpengine is gone, or never had it @param insides of the built-in plane, the oldest first */
export function allOf(
  { remote, sentByRelay }: RelayedEndpoint,
  counts: StreamCounts | undefined,
  insides: readonly MediaStatistics[],
): MediaStatistics {
  const last = insides.at(-1)
  const sum = (of: 'received' | 'sent' | 'lost' | 'refused' | 'bytesReceived' | 'bytesSent') =>
    insides.reduce((all, one) => all + one[of], 0)
  const received = counts?.received ?? sum('received')
  const lossShare = counts?.lossShare ?? 0
  return {
    received,
    sent: sum('sent') + sentByRelay,
    lost: sum('lost') + Math.round((received * lossShare) / (1 - lossShare)),
    refused: counts?.refused ?? sum('refused'),
    jitterMs: Math.max(counts?.jitterMs ?? 0, last?.jitterMs ?? 0),
    bytesReceived: counts?.bytes ?? sum('bytesReceived'),
    bytesSent: sum('bytesSent'),
    codec: received === 0 ? undefined : (remote?.codecs[0]?.name ?? counts?.codec),
    firstPacketAt: last?.firstPacketAt,
    latchedTo: counts?.address === undefined ? last?.latchedTo : `${counts.address}:${counts.port}`,
  }
}
