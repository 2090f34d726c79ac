/** CSeq (RFC 3261 §20.16): a number below 2^31 (§8.1.1.5) and the method. */
import { methodName } from '../method-name.ts'
import { allOf, decimal, skipSpace, spanOf, TOKEN, trimEnd } from './character-classes.ts'

export interface CSeq {
  readonly sequence: number
  readonly method: string
}

/** Reads a CSeq value; undefined when malformed or too large. */
export function parseCSeq(text: string): CSeq | undefined {
  return parseCSeqAt(text, 0, text.length)
}

/** As parseCSeq, where it stands in a longer text. */
export function parseCSeqAt(text: string, from: number, to: number): CSeq | undefined {
  const end = trimEnd(text, from, to)
  const start = skipSpace(text, from, end)
  const numberEnd = spanOf(TOKEN, text, start, end)
  const methodStart = skipSpace(text, numberEnd, end)
  const sequence = decimal(text, start, numberEnd, 10)
  if (sequence < 0 || sequence >= 2 ** 31 || methodStart === numberEnd) return undefined
  if (methodStart === end || !allOf(TOKEN, text, methodStart, end)) return undefined
  return { sequence, method: methodName(text, methodStart, end) }
}

/** `17 INVITE` */
export function writeCSeq(cseq: CSeq): string {
  return `${cseq.sequence} ${cseq.method}`
}
