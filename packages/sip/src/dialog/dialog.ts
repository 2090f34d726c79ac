/**
 * A dialog (RFC 3261 §12): who talks to whom, under which numbers, over which route. Early until a 2xx. Pure: it
 * writes requests and judges numbers, and sends nothing.
 */
import {
  flatten,
  HeaderId,
  type RequestParts,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  type SipUri,
} from '../message/index.ts'
import type { Destination } from '../transport/flow.ts'
import { destinationOf, knownUri, type RequestTarget, requestTarget, routeSetOf } from './route-set.ts'

/** What makes a dialog; its maker keeps none of it. */
export interface DialogParts {
  readonly callId: string
  readonly localTag: string
  readonly remoteTag: string
  readonly localAddress: string
  readonly remoteAddress: string
  readonly localSequence: number
  readonly remoteSequence: number
  readonly routeSet: readonly string[]
  readonly remoteTarget: SipUri
  readonly early: boolean
}

/** How the number of a request within a dialog compares with those before (RFC 3261 §12.2.2). */
export type SequenceOrder = 'next' | 'out-of-order'

export class Dialog {
  readonly callId: string
  readonly localTag: string
  readonly remoteTag: string
  /** Our From value in requests: address and tag. */
  readonly localAddress: string
  /** Our To value in requests. */
  readonly remoteAddress: string
  readonly routeSet: readonly string[]
  early: boolean
  /** The number of our last request. */
  localSequence: number
  /** The number of the peer's last request; -1 before the first. */
  remoteSequence: number
  #target: RequestTarget
  #remoteTarget: SipUri

  constructor(parts: DialogParts) {
    this.callId = parts.callId
    this.localTag = parts.localTag
    this.remoteTag = parts.remoteTag
    this.localAddress = parts.localAddress
    this.remoteAddress = parts.remoteAddress
    this.localSequence = parts.localSequence
    this.remoteSequence = parts.remoteSequence
    this.routeSet = parts.routeSet
    this.early = parts.early
    this.#remoteTarget = parts.remoteTarget
    this.#target = requestTarget(parts.routeSet, parts.remoteTarget)
  }

  /** The peer's Contact URI: what requests are addressed to. */
  get remoteTarget(): SipUri {
    return this.#remoteTarget
  }

  /** Where a request goes that follows route set and target (RFC 3261 §12.2.1.1). */
  get destination(): Destination {
    return destinationOf(this.#target.nextHop)
  }

  /** Whether a message names this dialog by its tags; Call-ID and local tag are compared by whoever looks it up. */
  matches(remoteTag: string | undefined): boolean {
    return this.remoteTag === (remoteTag ?? '')
  }

  /** The parts of our next request; takes the next number, except ACK, which repeats its INVITE's. */
  nextRequest(method: string): RequestParts {
    this.localSequence++
    return this.request(method, this.localSequence)
  }

  /** The parts of a request with a number given: the ACK of a 2xx (RFC 3261 §13.2.2.4). */
  request(method: string, cseq: number): RequestParts {
    const { uri, routes } = this.#target
    const { localAddress: from, remoteAddress: to, callId } = this
    return { method, uri, from, to, callId, cseq, routes }
  }

  /**
   * Whether a request of the peer's comes in order, noting its number if so (RFC 3261 §12.2.2). Gaps are fine; a
   * lower number is answered 500, and the same one again can only be a retransmission that its transaction missed.
   */
  receive(request: SipRequest): SequenceOrder {
    const { sequence } = request.cseq
    if (sequence <= this.remoteSequence) return 'out-of-order'
    this.remoteSequence = sequence
    return 'next'
  }

  /** A target refresh (RFC 3261 §12.2): INVITE or UPDATE and their 2xx, once they carry a Contact. */
  refreshTarget(message: SipMessage): void {
    const contact = message.findContacts()?.[0]
    if (contact === undefined || !contact.uri.isSip) return
    const text = contact.uriText
    if (text === this.#remoteTarget.toString()) return
    this.#remoteTarget = knownUri(flatten(text))
    this.#target = requestTarget(this.routeSet, this.#remoteTarget)
  }
}

/** The dialog of an INVITE that came to us (RFC 3261 §12.1.1). Without Contact that is called by SIP, the From URI has to do. */
export function dialogOfRequest(request: SipRequest, localTag: string): Dialog {
  const { from } = request
  const contact = request.contacts.find(({ uri }) => uri.isSip)
  return new Dialog({
    callId: flatten(request.callId),
    localTag,
    remoteTag: flatten(from.tag ?? ''),
    localAddress: `${request.first(HeaderId.To) ?? ''};tag=${localTag}`,
    remoteAddress: flatten(request.first(HeaderId.From) ?? ''),
    localSequence: 0,
    remoteSequence: request.cseq.sequence,
    routeSet: routeSetOf(request, 'uas').map(flatten),
    remoteTarget: knownUri(flatten((contact ?? from).uriText)),
    early: true,
  })
}

/**
 * The dialog that a response to our INVITE opens (RFC 3261 §12.1.2). Without Contact that can be read, and called by SIP, the
 * Request-URI has to do: whoever answered it is there more likely than nowhere.
 */
export function dialogOfResponse(invite: RequestParts, localTag: string, response: SipResponse): Dialog {
  const contact = response.findContacts()?.find(({ uri }) => uri.isSip)
  return new Dialog({
    callId: invite.callId,
    localTag,
    remoteTag: flatten(response.toTag ?? ''),
    localAddress: invite.from,
    remoteAddress: flatten(response.first(HeaderId.To) ?? invite.to),
    localSequence: invite.cseq,
    remoteSequence: -1,
    routeSet: routeSetOf(response, 'uac').map(flatten),
    remoteTarget: knownUri(contact === undefined ? invite.uri : flatten(contact.uriText)),
    early: response.status < 200,
  })
}

/**
 * The dialog that a 2xx to our INVITE confirms: the route set is the 2xx's, the numbers go on from the early dialog when
 * it has been used (RFC 3261 §13.2.2.4, §12.2.1.1).
 */
export function dialogOfSuccess(
  invite: RequestParts,
  localTag: string,
  response: SipResponse,
  early: Dialog | undefined,
): Dialog {
  const dialog = dialogOfResponse(invite, localTag, response)
  if (early === undefined) return dialog
  dialog.localSequence = early.localSequence
  dialog.remoteSequence = early.remoteSequence
  return dialog
}
