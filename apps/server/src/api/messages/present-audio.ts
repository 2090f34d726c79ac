/** Audio as an answer: whole, or the part that a Range header asks for (RFC 9110 §14). */
import { Readable } from 'node:stream'
import { Refused } from '../../errors.ts'
import { Content } from '../../http/handler.ts'
import { byteRange } from './byte-range.ts'

/** @param header value of Range */
export function presentAudio(wav: Buffer, header: string | undefined): Content | Refused {
  const size = wav.length
  const range = byteRange(header, size)
  if (range === 'unsatisfiable') return new Refused('range-unsatisfiable', `the recording has ${size} bytes`)
  const common = {
    'content-type': 'audio/wav',
    'accept-ranges': 'bytes',
  }
  if (range === 'all') return new Content(200, { ...common, 'content-length': size }, streamOf(wav))
  const { first, last } = range
  const part = { 'content-length': last - first + 1, 'content-range': `bytes ${first}-${last}/${size}` }
  return new Content(206, { ...common, ...part }, streamOf(wav.subarray(first, last + 1)))
}

const streamOf = (bytes: Buffer): Readable => Readable.from([bytes])
