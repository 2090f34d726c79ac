/** What rtpengine has counted of the parties of a call (`query`, `delete`). */

import { type Bencoded, type BencodedWords, isList, isWords } from './bencode.ts'

/** Of one party: what came from it. */
export interface StreamCounts {
  /** Packets that were taken. */
  readonly received: number
  /** Packets from elsewhere, which were not. */
  readonly refused: number
  readonly bytes: number
  /** Where it is sent to. */
  readonly address: string | undefined
  readonly port: number
  readonly codec: string | undefined
  /** By the reports of who received it (RFC 3550 §6.4): zero where there were none. */
  readonly lossShare: number
  readonly jitterMs: number
}

/** By tag. */
export function countsIn(words: BencodedWords): Map<string, StreamCounts> {
  const counts = new Map<string, StreamCounts>()
  const tags = words['tags']
  if (!isWords(tags)) return counts
  for (const [tag, party] of Object.entries(tags)) {
    const media = firstOf(isWords(party) ? party['medias'] : undefined)
    const stream = firstOf(media?.['streams'])
    if (media && stream) counts.set(tag, countsOf(media, stream, words['SSRC']))
  }
  return counts
}

function countsOf(media: BencodedWords, stream: BencodedWords, sources: Bencoded | undefined): StreamCounts {
  const stats = wordsOf(stream['stats'])
  const endpoint = wordsOf(stream['endpoint'])
  const errors = numberOf(stats['errors'])
  const quality = wordsOf(wordsOf(wordsOf(sources)[nameOf(stream['SSRC'])])['average MOS'])
  const codec = media['codec']
  return {
    received: Math.max(0, numberOf(stats['packets']) - errors),
    refused: errors,
    bytes: numberOf(stats['bytes']),
    address: typeof endpoint['address'] === 'string' ? endpoint['address'] : undefined,
    port: numberOf(endpoint['port']),
    codec: typeof codec === 'string' ? codec.split('/')[0] : undefined,
    lossShare: Math.min(0.99, numberOf(quality['packet loss']) / 100),
    jitterMs: numberOf(quality['jitter']),
  }
}

const nothing: BencodedWords = {}
const wordsOf = (value: Bencoded | undefined): BencodedWords => (isWords(value) ? value : nothing)
const nameOf = (value: Bencoded | undefined): string =>
  typeof value === 'number' || typeof value === 'string' ? `${value}` : ''
const numberOf = (value: Bencoded | undefined): number => (typeof value === 'number' ? value : 0)

function firstOf(list: Bencoded | undefined): BencodedWords | undefined {
  const first = isList<Bencoded>(list) ? list[0] : undefined
  return isWords(first) ? first : undefined
}
