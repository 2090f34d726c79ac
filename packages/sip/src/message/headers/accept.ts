/** Accept (RFC 3261 §20.1): which bodies a peer takes. */
import { splitCommaList } from './comma-list.ts'
import { parseMediaType } from './content-type.ts'
import { parameter } from './parameters.ts'

export interface MediaRange {
  readonly type: string
  /** 0 to 1. */
  readonly q: number
}

/** The media ranges of all Accept fields joined; undefined when malformed. An empty field accepts nothing. */
export function parseAccept(text: string): readonly MediaRange[] | undefined {
  const ranges: MediaRange[] = []
  for (const element of splitCommaList(text)) {
    if (element === '') continue
    const media = parseMediaType(element)
    if (media === undefined) return undefined
    const q = Number(parameter(media.pairs, 'q') ?? '1')
    ranges.push({ type: media.type, q: q >= 0 && q <= 1 ? q : 1 })
  }
  return ranges
}

/** Whether a type is welcome; without an Accept header (undefined) application/sdp is (§20.1). */
export function accepts(ranges: readonly MediaRange[] | undefined, type: string): boolean {
  if (ranges === undefined) return type === 'application/sdp'
  const wildcard = `${type.slice(0, type.indexOf('/'))}/*`
  return ranges.some((range) => range.q > 0 && [type, wildcard, '*/*'].includes(range.type))
}

/** `application/sdp, application/dtmf-relay` */
export function writeAccept(types: Iterable<string>): string {
  return [...types].join(', ')
}
