/** Our side of reliable provisional responses to an INVITE of ours (RFC 3262 §4): which are news, and their PRACK. */
import { HeaderId, parseRSeq, type SipResponse, writeRAck } from '../message/index.ts'
import type { CallBody } from './call.ts'
import { DialogRequest, type DialogRequester } from './dialog-request.ts'

/** The number of a response that wants a PRACK; undefined when it wants none. */
export function reliableNumber(response: SipResponse): number | undefined {
  if (!response.values(HeaderId.Require).includes('100rel')) return undefined
  return parseRSeq(response.header('RSeq') ?? '')
}

/**
 * Whether a numbered response follows those before it in its early dialog. Another one is a copy, or overtook one that
 * is still to come; it is sent again until acknowledged, and dropped for now (§4).
 */
export function isNext(number: number, before: number | undefined): boolean {
  return before === undefined || number === before + 1
}

/** Acknowledges; what becomes of it changes nothing, since the responder sends again what it misses. */
export function acknowledgeProvisional(
  from: DialogRequester,
  response: SipResponse,
  number: number,
  answer: CallBody | undefined,
  lines: string,
): void {
  const rack = writeRAck({ rseq: number, ...response.cseq })
  new DialogRequest(
    from,
    'PRACK',
    { ...answer, extra: `RAck: ${rack}\r\n${lines}` },
    { onFinal() {}, onLost() {} },
  )
}
