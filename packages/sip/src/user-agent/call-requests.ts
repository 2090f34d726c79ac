/**
 * What the peer asks within a call (RFC 3261 §12.2.2, §14.2, §15.1.2, RFC 3311 §5.2, RFC 6086): order, glare, answers.
 */
import type { Dialog } from '../dialog/dialog.ts'
import { answerSessionTimer, type SessionTimer, type SessionTimerAnswer } from '../dialog/session-timer.ts'
import { parseRAck, parseReferTo, type ResponseParts, type SipRequest } from '../message/index.ts'
import type { ServerTransaction } from '../transaction/transaction.ts'
import type { BaseCall } from './base-call.ts'
import type { Respond } from './call.ts'
import type { Capabilities } from './capabilities.ts'
import { Referral } from './referral.ts'
import { ReliableAnswer } from './reliable-answer.ts'

/** One request within a call, on its way to its answer. */
interface Exchange {
  readonly call: BaseCall
  readonly dialog: Dialog
  readonly request: SipRequest
  readonly transaction: ServerTransaction
}

/** Deals with a request that names this dialog; ACK and CANCEL go elsewhere. */
export function serveWithinCall(
  call: BaseCall,
  dialog: Dialog,
  request: SipRequest,
  transaction: ServerTransaction,
): void {
  const exchange = { call, dialog, request, transaction }
  const order = dialog.receive(request)
  // Not of a fork that only rings: another may be the one that answers.
  if (order === 'next' && call.dialog === dialog) call.heardFrom(transaction.flow)
  const refusal = order === 'next' ? refusalOf(exchange) : outOfOrder(call)
  if (refusal !== undefined) {
    const extra = call.host.capabilities.server + (refusal.extra ?? '')
    transaction.respond({ ...refusal, extra })
    return
  }
  switch (request.method) {
    case 'BYE':
      serveBye(exchange)
      break
    case 'INVITE':
      serveReinvite(exchange)
      break
    case 'UPDATE':
      serveUpdate(exchange)
      break
    case 'INFO':
      call.events?.onInfo?.(request, respondWith(transaction), call)
      break
    case 'REFER':
      serveRefer(exchange)
      break
    case 'SUBSCRIBE':
      if (!call.referral?.answerSubscribe(request, transaction))
        transaction.respond({ status: 481, extra: call.host.capabilities.server })
      break
    case 'PRACK':
      servePrack(exchange)
      break
    case 'OPTIONS':
      transaction.respond(optionsReply(call.host.capabilities))
      break
    default:
      call.events?.onRequest?.(request, respondWith(transaction), call)
  }
}

/** RFC 3261 §11.2: what an OPTIONS is told. */
export function optionsReply(
  { allow, supported, accept, server }: Capabilities,
  serverLine = server,
): ResponseParts {
  return { status: 200, extra: `${allow}${supported}${serverLine}${accept}Accept-Encoding: identity\r\n` }
}

/** Why the request cannot be granted whatever its handler might say. A BYE always can. */
function refusalOf(exchange: Exchange): ResponseParts | undefined {
  const { call, request } = exchange
  const { method } = request
  if (method === 'BYE' || method === 'OPTIONS') return undefined
  if (call.state === 'ending') return { status: 481 }
  if (method === 'INVITE') return reinviteRefusal(call)
  if (method === 'UPDATE') return request.hasBody ? updateRefusal(exchange) : undefined
  if (method === 'INFO') return infoRefusal(call, request)
  if (method === 'PRACK' || method === 'SUBSCRIBE') return undefined
  if (method === 'REFER') return referRefusal(call)
  return call.events?.onRequest === undefined ? notAllowed(call, 405) : undefined
}

/** §12.2.2. */
function outOfOrder(call: BaseCall): ResponseParts {
  return { status: 500, reason: 'CSeq Out Of Order', extra: retryAfter(call) }
}

/** §14.2. RFC 5407 §3.1.3 adds the re-INVITE that overtakes the ACK. */
function reinviteRefusal(call: BaseCall): ResponseParts | undefined {
  if (call.state === 'early' || call.pendingServer !== undefined) {
    return { status: 500, extra: retryAfter(call) }
  }
  if (call.modification?.pending || call.unacknowledged !== undefined) return { status: 491 }
  return call.events?.onReinvite === undefined ? notAllowed(call, 488) : undefined
}

/** RFC 3311 §5.2: one offer at a time, that of the INVITE included. */
function updateRefusal({ call, dialog }: Exchange): ResponseParts | undefined {
  const underway = call.offerUnderway(dialog)
  if (call.pendingServer !== undefined || underway === 'theirs')
    return { status: 500, extra: retryAfter(call) }
  if (call.modification?.pending || underway === 'ours') return { status: 491 }
  return call.events?.onUpdate === undefined ? notAllowed(call, 488) : undefined
}

/** RFC 6086 §4.2.2: a package we did not ask for is a bad one; without one it is the body that we do not know. */
function infoRefusal(call: BaseCall, request: SipRequest): ResponseParts | undefined {
  if (call.events?.onInfo !== undefined) return undefined
  if (request.has('Info-Package')) return { status: 469, extra: 'Recv-Info:\r\n' }
  return { status: request.hasBody ? 415 : 200 }
}

/** §15.1.2: requests of the peer's that wait for an answer get 487 with it, which `leftByPeer` does. */
function serveBye({ call, request, transaction }: Exchange): void {
  if (call.state === 'early') {
    call.byeWhileEarly(request, transaction)
    return
  }
  transaction.respond({ status: 200, extra: call.host.capabilities.server })
  call.leftByPeer(request)
}

function serveReinvite(exchange: Exchange): void {
  const { call, request, transaction } = exchange
  const timer = grantedTimer(exchange)
  if (timer === undefined) return
  call.pendingServer = transaction
  transaction.user = { onCancel: () => settle(exchange, { status: 487 }) }
  const respond: Respond = (parts) => {
    if (!settle(exchange, withLines(exchange, parts, timer)) || !isSuccess(parts)) return
    accept(exchange, timer.timer)
    call.keepLocalBody(parts)
    call.offersInAnswer = !request.hasBody
    const { host } = call
    call.unacknowledged = new ReliableAnswer(
      host.wheel,
      host.timers,
      transaction,
      request.cseq.sequence,
      () => call.acknowledgementMissing(),
    )
  }
  call.events?.onReinvite?.(request, respond, call)
}

/** RFC 3262 §3: 481 for one that acknowledges nothing. Its body is an answer, or the next offer (§5). */
function servePrack({ call, request, transaction }: Exchange): void {
  const { server } = call.host.capabilities
  const rack = parseRAck(request.header('RAck') ?? '')
  const takes = request.hasBody ? call.prackTaker : undefined
  if (rack === undefined)
    transaction.respond({ status: 400, reason: 'Missing Or Malformed RAck', extra: server })
  else if (!call.acknowledgeProvisional(rack)) transaction.respond({ status: 481, extra: server })
  else if (takes !== undefined) takes(request, respondWith(transaction))
  else transaction.respond({ status: request.hasBody ? 488 : 200, extra: server })
}

/** One at a time: an outcome that is still to come would be told as that of another (RFC 3515 §2.4.6). */
function referRefusal(call: BaseCall): ResponseParts | undefined {
  if (call.events?.onRefer === undefined) return notAllowed(call, 405)
  const { referral } = call
  return call.state === 'early' || referral?.isAsked || referral?.isOpen ? { status: 491 } : undefined
}

/** RFC 3515 §2.4.2: exactly one Refer-To. */
function serveRefer({ call, request, transaction }: Exchange): void {
  const [text, ...more] = request.headers('Refer-To')
  const referTo = text === undefined || more.length > 0 ? undefined : parseReferTo(text)
  if (referTo === undefined) {
    const extra = call.host.capabilities.server
    transaction.respond({ status: 400, reason: 'One Refer-To Needed', extra })
    return
  }
  call.referral = new Referral(call, transaction, referTo, call.referral === undefined)
  call.events?.onRefer?.(call.referral, call)
}

/** RFC 3311 §5.2. An UPDATE without offer refreshes the session and the target, and needs nobody's consent. */
function serveUpdate(exchange: Exchange): void {
  const { call, request, transaction } = exchange
  const timer = grantedTimer(exchange)
  if (timer === undefined) return
  const respond: Respond = (parts) => {
    if (!settle(exchange, withLines(exchange, parts, timer)) || !isSuccess(parts)) return
    accept(exchange, timer.timer)
    call.keepLocalBody(parts)
  }
  if (!request.hasBody) {
    respond({ status: 200 })
    return
  }
  call.pendingServer = transaction
  call.events?.onUpdate?.(request, respond, call)
}

/** RFC 4028 §9; undefined when it was refused with 422. */
function grantedTimer(exchange: Exchange): Extract<SessionTimerAnswer, { kind: 'granted' }> | undefined {
  const answer = answerSessionTimer(exchange.request, exchange.call.host.sessionTimer)
  if (answer.kind === 'granted') return answer
  exchange.transaction.respond({ status: 422, extra: answer.extra })
  return undefined
}

/** What every response to a target refresh has to say besides. */
function withLines(
  exchange: Exchange,
  parts: ResponseParts,
  timer: { readonly extra: string },
): ResponseParts {
  const { call } = exchange
  const lines = isSuccess(parts) ? call.host.capabilities.responseLines + timer.extra : ''
  return { ...parts, contact: call.contact, extra: lines + (parts.extra ?? '') }
}

/** The change is agreed: target and session timer follow the request. */
function accept({ call, dialog, request }: Exchange, timer: SessionTimer | undefined): void {
  dialog.refreshTarget(request)
  call.targetRefreshed()
  if (call.state === 'answered') call.keepSession(timer)
}

/** Responds, and with a final response makes room for the next offer. Whether the response could be sent. */
function settle({ call, transaction }: Exchange, parts: ResponseParts): boolean {
  const sent = transaction.respond(parts)
  if (sent && parts.status >= 200 && call.pendingServer === transaction) call.pendingServer = undefined
  return sent
}

function isSuccess(parts: ResponseParts): boolean {
  return parts.status >= 200 && parts.status < 300
}

function respondWith(transaction: ServerTransaction): Respond {
  return (parts) => {
    transaction.respond(parts)
  }
}

function notAllowed(call: BaseCall, status: 405 | 488): ResponseParts {
  return { status, extra: call.host.capabilities.allow }
}

/** §14.2: between 0 and 10 seconds. */
function retryAfter(call: BaseCall): string {
  return `Retry-After: ${Math.floor(call.fraction() * 11)}\r\n`
}
