/** CSeq (RFC 3261 §20.16): a number below 2^31 (§8.1.1.5) and the method. */
import { decimal, isToken, skipSpace, spanOf, TOKEN, trimEnd } from './character-classes.ts'

export interface CSeq {
  readonly sequence: number
  readonly method: string
}

/** Reads a CSeq value; undefined when malformed or too large. */
export function parseCSeq(text: string): CSeq | undefined {
  const end = trimEnd(text, 0, text.length)
  const start = skipSpace(text, 0, end)
  const numberEnd = spanOf(TOKEN, text, start, end)
  const methodStart = skipSpace(text, numberEnd, end)
  const sequence = decimal(text, start, numberEnd, 10)
  if (sequence < 0 || sequence >= 2 ** 31 || methodStart === numberEnd) return undefined
  const method = text.slice(methodStart, end)
  return isToken(method) ? { sequence, method } : undefined
}

/** `17 INVITE` */
export function writeCSeq(cseq: CSeq): string {
  return `${cseq.sequence} ${cseq.method}`
}
