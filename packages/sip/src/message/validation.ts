/**
 * Whether a parsed message may be processed: the headers every message needs, present once and well formed
 * (RFC 3261 §8.1.1, §8.2, §16.3, §20). What only a user agent can judge (extensions, schemes, hops) is not judged here.
 */
import { type MessageFaultCode, messageFaults } from '../errors.ts'
import { HeaderId } from './header-name.ts'
import { allOf, VISIBLE } from './headers/character-classes.ts'
import { splitCommaList } from './headers/comma-list.ts'
import { parseMediaType } from './headers/content-type.ts'
import { parseNameAddr } from './headers/name-addr.ts'
import { magicCookie, parseVia } from './headers/via.ts'
import type { SipMessage } from './sip-message.ts'
import type { SipRequest } from './sip-request.ts'
import type { SipResponse } from './sip-response.ts'
import { SipUri } from './sip-uri.ts'

/** What is wrong, and what to answer when it was a request; a response with a fault is dropped. */
export interface MessageFault {
  readonly code: MessageFaultCode
  readonly status: number
  readonly reason: string
}

/**
 * The first fault of the message, or undefined. Parses what it checks, so that later reads are free. Of a response only what it
 * is known by is judged: one that is dropped for its Contact would leave its transaction waiting, a 2xx without its ACK.
 */
export function validateMessage(message: SipRequest | SipResponse): MessageFault | undefined {
  const code =
    viaFault(message) ??
    identityFault(message) ??
    (message.kind === 'request' ? (addressFault(message) ?? requestFault(message)) : undefined)
  if (code === undefined) return undefined
  const { status, reason } = messageFaults[code]
  return { code, status, reason }
}

function viaFault(message: SipMessage): MessageFaultCode | undefined {
  if (message.findVia() === undefined) return message.carries(HeaderId.Via) ? 'malformed-via' : 'missing-via'
  if (!message.isList(HeaderId.Via)) return undefined
  for (const field of message.fields(HeaderId.Via)) {
    for (const value of splitCommaList(field)) if (parseVia(value) === undefined) return 'malformed-via'
  }
  return undefined
}

function identityFault(message: SipMessage): MessageFaultCode | undefined {
  // A response's From is what its request said, and of its To the tag is news: the addresses are nobody's business.
  const isResponse = message.kind === 'response'
  if (isResponse ? !message.carries(HeaderId.From) : message.findFrom() === undefined)
    return absentOr(message, HeaderId.From, 'missing-from', 'malformed-from')
  if ((isResponse ? message.findToParameters() : message.findTo()) === undefined)
    return absentOr(message, HeaderId.To, 'missing-to', 'malformed-to')
  if (message.findCSeq() === undefined)
    return absentOr(message, HeaderId.CSeq, 'missing-cseq', 'malformed-cseq')
  const callId = message.first(HeaderId.CallId)
  if (callId === undefined) return 'missing-call-id'
  if (!isCallId(callId)) return 'malformed-call-id'
  if (message.repeats(HeaderId.From)) return 'repeated-from'
  if (message.repeats(HeaderId.To)) return 'repeated-to'
  if (message.repeats(HeaderId.CallId)) return 'repeated-call-id'
  return message.repeats(HeaderId.CSeq) ? 'repeated-cseq' : undefined
}

function absentOr(
  message: SipMessage,
  id: number,
  missing: MessageFaultCode,
  malformed: MessageFaultCode,
): MessageFaultCode {
  return message.carries(id) ? malformed : missing
}

/** RFC 3261 §25.1 callid, read widely: visible bytes. What matters is that it is one word. */
function isCallId(value: string): boolean {
  return value !== '' && allOf(VISIBLE, value, 0, value.length)
}

/** Addresses that later code follows: a mistake here would send a request elsewhere. */
function addressFault(message: SipMessage): MessageFaultCode | undefined {
  if (message.findContacts() === undefined) return 'malformed-contact'
  if (malformedList(message, HeaderId.Route)) return 'malformed-route'
  if (malformedList(message, HeaderId.RecordRoute)) return 'malformed-record-route'
  const type = message.first(HeaderId.ContentType)
  return type !== undefined && type !== 'application/sdp' && parseMediaType(type) === undefined
    ? 'malformed-content-type'
    : undefined
}

function malformedList(message: SipMessage, id: number): boolean {
  if (!message.carries(id)) return false
  for (const value of message.values(id)) if (parseNameAddr(value) === undefined) return true
  return false
}

function requestFault(request: SipRequest): MessageFaultCode | undefined {
  if (request.cseq.method !== request.method) return 'cseq-method-mismatch'
  const uri = request.findUri()
  // RFC 3261 §19.1.1: headers are not allowed in a Request-URI.
  if (!(uri instanceof SipUri) || uri.hasHeaders) return 'malformed-request-uri'
  if (request.maxForwards === undefined && request.carries(HeaderId.MaxForwards))
    return 'malformed-max-forwards'
  if (request.repeats(HeaderId.MaxForwards)) return 'repeated-max-forwards'
  if (request.hasBody && request.first(HeaderId.ContentType) === undefined) return 'missing-content-type'
  return request.method === 'INVITE' ? inviteFault(request) : undefined
}

/** RFC 3261 §8.1.1.8: exactly one Contact, which RFC 2543 peers (no cookie in the branch) may leave out. */
function inviteFault(request: SipRequest): MessageFaultCode | undefined {
  const contacts = request.findContacts()?.length ?? 0
  if (contacts > 1) return 'too-many-contacts'
  if (contacts === 0 && request.findVia()?.branch?.startsWith(magicCookie)) return 'missing-contact'
  return undefined
}
