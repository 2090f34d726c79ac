/** RSeq and RAck (RFC 3262 §7.1, §7.2): the number of a reliable provisional response, and what acknowledges it. */
import { parseCSeq } from './cseq.ts'

export interface RAck {
  readonly rseq: number
  /** Of the request that was answered. */
  readonly sequence: number
  readonly method: string
}

/** A number from 1 to 2^32-1; undefined when it is none. */
export function parseRSeq(text: string): number | undefined {
  const digits = text.trim()
  if (!/^\d{1,10}$/.test(digits)) return undefined
  const rseq = Number(digits)
  return rseq >= 1 && rseq < 2 ** 32 ? rseq : undefined
}

/** Reads a RAck value; undefined when malformed. */
export function parseRAck(text: string): RAck | undefined {
  const [, number = '', cseq = ''] = /^\s*(\d+)\s+(.*)$/s.exec(text) ?? []
  const rseq = parseRSeq(number)
  const answered = parseCSeq(cseq)
  return rseq === undefined || answered === undefined ? undefined : { rseq, ...answered }
}

/** `776656 1 INVITE` */
export function writeRAck({ rseq, sequence, method }: RAck): string {
  return `${rseq} ${sequence} ${method}`
}
