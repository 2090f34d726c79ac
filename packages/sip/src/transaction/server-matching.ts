/**
 * By what a request is told to belong to a server transaction (RFC 3261 §17.2.3), as keys of a map. Each is a text of its own: a
 * piece of the request would keep all of it for as long as the transaction lives.
 */
import { flatten, magicCookie, type SipRequest } from '../message/index.ts'

/**
 * The key of the INVITE transaction that a request belongs to when it is that INVITE again, its ACK to a non-2xx
 * response or its CANCEL (§9.2). With the magic cookie: branch and sent-by; else the fields of RFC 2543, where
 * the To tag of an ACK is not compared, since only we can have given it.
 */
export function inviteKey(request: SipRequest): string {
  const via = request.topVia
  const branch = via.branch
  if (branch?.startsWith(magicCookie) && branch.length > magicCookie.length) {
    return flatten(via.port === undefined ? `${branch} ${via.host}` : `${branch} ${via.host}:${via.port}`)
  }
  const { callId, cseq, from } = request
  return flatten(`${callId} ${from.tag ?? ''} ${cseq.sequence} ${request.uriText} ${via}`)
}

/** The key of any other transaction; CANCEL shares everything but its method with its INVITE. */
export function requestKey(request: SipRequest): string {
  return flatten(`${request.method} ${inviteKey(request)}`)
}

/** What two copies of one request have in common that came over different paths (§8.2.2.2). */
export function mergeKey(request: SipRequest): string {
  return flatten(`${request.cseq.sequence} ${request.method} ${request.from.tag ?? ''} ${request.callId}`)
}
