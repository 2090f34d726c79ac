/**
 * The catalogue of what this package refuses: a code for programs, a sentence for people, and the SIP status that
 * answers it. Refusals are returned values; the classes here are thrown only for a caller's bug.
 */

/** Why bytes are no SIP message, or more than we take. Each names the status that tells the sender (RFC 3261 §21). */
export const parseFailures = {
  'empty-message': { status: 400, reason: 'Empty Message' },
  'message-too-large': { status: 413, reason: 'Request Entity Too Large' },
  'line-too-long': { status: 400, reason: 'Header Line Too Long' },
  'uri-too-long': { status: 414, reason: 'Request-URI Too Long' },
  'too-many-headers': { status: 400, reason: 'Too Many Header Fields' },
  'malformed-start-line': { status: 400, reason: 'Malformed Start Line' },
  'malformed-request-uri': { status: 400, reason: 'Malformed Request-URI' },
  'unsupported-version': { status: 505, reason: 'Version Not Supported' },
  'malformed-status': { status: 400, reason: 'Malformed Status Code' },
  'malformed-header-line': { status: 400, reason: 'Malformed Header Field' },
  'bare-line-break': { status: 400, reason: 'Bare CR Or LF In Header' },
  'unterminated-headers': { status: 400, reason: 'Missing End Of Headers' },
  'malformed-content-length': { status: 400, reason: 'Malformed Content-Length' },
  'conflicting-content-length': { status: 400, reason: 'Conflicting Content-Length' },
  'missing-content-length': { status: 400, reason: 'Missing Content-Length' },
  'truncated-body': { status: 400, reason: 'Content-Length Larger Than Message' },
} as const

export type ParseFailureCode = keyof typeof parseFailures

/** Why a message that could be parsed may not be processed (RFC 3261 §8.1.1, §8.2, §20). */
export const messageFaults = {
  'missing-via': { status: 400, reason: 'Missing Via' },
  'malformed-via': { status: 400, reason: 'Malformed Via' },
  'missing-from': { status: 400, reason: 'Missing From' },
  'malformed-from': { status: 400, reason: 'Malformed From' },
  'repeated-from': { status: 400, reason: 'Repeated From' },
  'missing-to': { status: 400, reason: 'Missing To' },
  'malformed-to': { status: 400, reason: 'Malformed To' },
  'repeated-to': { status: 400, reason: 'Repeated To' },
  'missing-call-id': { status: 400, reason: 'Missing Call-ID' },
  'malformed-call-id': { status: 400, reason: 'Malformed Call-ID' },
  'repeated-call-id': { status: 400, reason: 'Repeated Call-ID' },
  'missing-cseq': { status: 400, reason: 'Missing CSeq' },
  'malformed-cseq': { status: 400, reason: 'Malformed CSeq' },
  'repeated-cseq': { status: 400, reason: 'Repeated CSeq' },
  'cseq-method-mismatch': { status: 400, reason: 'CSeq Method Mismatch' },
  'malformed-max-forwards': { status: 400, reason: 'Malformed Max-Forwards' },
  'repeated-max-forwards': { status: 400, reason: 'Repeated Max-Forwards' },
  'malformed-contact': { status: 400, reason: 'Malformed Contact' },
  'missing-contact': { status: 400, reason: 'Missing Contact' },
  'too-many-contacts': { status: 400, reason: 'More Than One Contact' },
  'malformed-route': { status: 400, reason: 'Malformed Route' },
  'malformed-record-route': { status: 400, reason: 'Malformed Record-Route' },
  'malformed-request-uri': { status: 400, reason: 'Malformed Request-URI' },
  'missing-content-type': { status: 400, reason: 'Missing Content-Type' },
  'malformed-content-type': { status: 400, reason: 'Malformed Content-Type' },
} as const

export type MessageFaultCode = keyof typeof messageFaults

/** Thrown where a caller answers with a status that does not fit what it asks for; a bug of the caller, never of a peer. */
export class UnfitStatus extends RangeError {
  override readonly name = 'UnfitStatus'
}

/** Thrown by the parsed getters of a message whose header is absent or malformed: validateMessage was skipped. */
export class MalformedHeader extends Error {
  override readonly name = 'MalformedHeader'
  readonly header: string

  constructor(header: string) {
    super(`absent or malformed header: ${header}`)
    this.header = header
  }
}
