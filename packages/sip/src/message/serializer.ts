/**
 * Messages to wire text by concatenation: what does not change between copies (a response's head, the headers that all
 * forks share) is text already. The result is wire text, one character a byte: send it with `Buffer.from(text, 'latin1')`.
 */
import { HeaderId } from './header-name.ts'
import { elementEnd } from './headers/comma-list.ts'
import { reasonPhrase } from './reason-phrase.ts'
import type { SipMessage } from './sip-message.ts'
import type { ResponseHead, SipRequest } from './sip-request.ts'
import { encodeText, oneLine, onlyBytes, staysInLine, UnsafeHeaderValue } from './wire-text.ts'

/** What a request is made of. Header values are wire text, ready to stand in their lines. */
export interface RequestParts {
  readonly method: string
  readonly uri: string
  /** Serialised, tag included. */
  readonly from: string
  /** Serialised, tag included when there is one. */
  readonly to: string
  readonly callId: string
  readonly cseq: number
  /** Default 70 (RFC 3261 §8.1.1.6). */
  readonly maxForwards?: number | undefined
  readonly contact?: string | undefined
  /** Route values, in order. */
  readonly routes?: readonly string[] | undefined
  /** Ready header lines, each ending in CRLF: one text shared by all forks of a call. */
  readonly extra?: string | undefined
  readonly contentType?: string | undefined
  /** A string is real text and leaves as UTF-8; a Buffer leaves as it is. */
  readonly body?: Buffer | string | undefined
}

/** What a response adds to its request's head. */
export interface ResponseParts {
  readonly status: number
  /** Real text; default the usual phrase of the status. */
  readonly reason?: string | undefined
  /** Our To tag; ignored when the request's To has one already. */
  readonly toTag?: string | undefined
  readonly contact?: string | undefined
  /** Ready header lines, each ending in CRLF. */
  readonly extra?: string | undefined
  readonly contentType?: string | undefined
  readonly body?: Buffer | string | undefined
}

/**
 * A request as wire text; `via` is the complete Via value.
 * @throws UnsafeHeaderValue when a part would break out of its line, or is no wire text
 */
export function serializeRequest(parts: RequestParts, via: string): string {
  checkLines(parts)
  return writeRequest(parts, via)
}

/** The same of what another request of ours was made of that has been looked at: its ACK and its CANCEL. */
export function writeRequest(parts: RequestParts, via: string): string {
  let text = `${parts.method} ${parts.uri} SIP/2.0\r\nVia: ${via}\r\n`
  const routes = parts.routes
  if (routes !== undefined) for (const route of routes) text += `Route: ${route}\r\n`
  text += `Max-Forwards: ${parts.maxForwards ?? 70}\r\nFrom: ${parts.from}\r\nTo: ${parts.to}\r\nCall-ID: ${parts.callId}\r\nCSeq: ${parts.cseq} ${parts.method}\r\n`
  if (parts.contact !== undefined) text += `Contact: ${parts.contact}\r\n`
  if (parts.extra !== undefined) text += parts.extra
  return whole(text, bodyLines(parts.contentType, parts.body))
}

/**
 * A response to the request as wire text: Via (with our received and rport), From, To, Call-ID and CSeq copied,
 * Record-Route on 101-299 (RFC 3261 §8.2.6, §12.1.1), Timestamp on 100.
 * @throws UnsafeHeaderValue when a part would break out of its line, or is no wire text
 */
export function serializeResponse(request: SipRequest, parts: ResponseParts): string {
  request.responseHead ??= makeHead(request)
  const head = request.responseHead
  const { status, toTag, contact } = parts
  if (toTag !== undefined) staysInLine(toTag, 'the To tag')
  if (contact !== undefined) staysInLine(contact, 'Contact')
  let text = `SIP/2.0 ${status} ${parts.reason === undefined ? reasonPhrase(status) : oneLine(encodeText(parts.reason))}${head.vias}`
  if (status > 100 && status < 300) text += head.recordRoutes
  text += head.dialog
  text += toTag !== undefined && !head.tagged ? `;tag=${toTag}\r\n` : '\r\n'
  if (status === 100) text += timestamp(request)
  if (contact !== undefined) text += `Contact: ${contact}\r\n`
  if (parts.extra !== undefined) text += parts.extra
  return whole(text, bodyLines(parts.contentType, parts.body))
}

/**
 * One header line with its CRLF.
 * @param value wire text; pass real text through `encodeText` or a header's write function
 * @throws UnsafeHeaderValue when it would not stay one line
 */
export function headerLine(name: string, value: string): string {
  return `${oneLine(name)}: ${oneLine(value)}\r\n`
}

/**
 * Fails for header lines that a message would be refused with later, when nobody who gave them listens any more.
 * @throws UnsafeHeaderValue
 */
export function checkExtra(extra: string | undefined): void {
  if (extra !== undefined && extra !== '' && !onlyBytes(extra).endsWith('\n')) throw unended(extra)
}

/** A received message as wire text again, header lines in their order, long names, folds gone, body as it was. */
export function serializeMessage(message: SipMessage, startLine: string): string {
  let text = `${startLine}\r\n`
  for (const [name, value] of message.lines()) text += `${name}: ${value}\r\n`
  return `${text}\r\n${message.bodyText}`
}

/** Values that are written as they are given. Via is the transport's, `extra` is lines. */
function checkLines({ method, uri, from, to, callId, contact, routes }: RequestParts): void {
  staysInLine(method, 'the method')
  staysInLine(uri, 'the Request-URI')
  staysInLine(from, 'From')
  staysInLine(to, 'To')
  staysInLine(callId, 'Call-ID')
  if (contact !== undefined) staysInLine(contact, 'Contact')
  if (routes !== undefined) for (const route of routes) staysInLine(route, 'Route')
}

/** The head with what follows it. To look at all of it at once costs less than to look at each part. */
function whole(head: string, rest: string): string {
  const text = onlyBytes(head + rest)
  if (text.charCodeAt(head.length - 1) !== 10) throw unended(head)
  return text
}

function unended(lines: string): UnsafeHeaderValue {
  return new UnsafeHeaderValue(`header lines without CRLF at their end: ${JSON.stringify(lines.slice(-80))}`)
}

function makeHead(request: SipRequest): ResponseHead {
  const fields = request.fields(HeaderId.Via)
  let vias = ''
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index] ?? ''
    vias += `\r\nVia: ${index === 0 ? topField(request, field) : field}`
  }
  let recordRoutes = ''
  for (const field of request.fields(HeaderId.RecordRoute)) recordRoutes += `\r\nRecord-Route: ${field}`
  const to = request.first(HeaderId.To) ?? ''
  const dialog = `\r\nFrom: ${request.first(HeaderId.From) ?? ''}\r\nCall-ID: ${request.first(HeaderId.CallId) ?? ''}\r\nCSeq: ${request.first(HeaderId.CSeq) ?? ''}\r\nTo: ${to}`
  return {
    vias,
    recordRoutes,
    dialog,
    tagged: isTagged(request, to),
  }
}

/** An answer to a request that was refused copies a To that nobody could read. */
function isTagged(request: SipRequest, to: string): boolean {
  const address = request.findTo()
  return address === undefined ? /;\s*tag\s*=/i.test(to) : address.tag !== undefined
}

/** The first Via line: its first value as the transport layer saw it, the rest untouched. */
function topField(request: SipRequest, field: string): string {
  const seen = request.viaAsReceived
  if (seen === undefined) return field
  const comma = field.indexOf(',')
  return comma < 0 ? seen : `${seen}${field.slice(elementEnd(field, 0, field.length))}`
}

function timestamp(request: SipRequest): string {
  const value = request.first(HeaderId.Timestamp)
  return value === undefined ? '' : `Timestamp: ${value}\r\n`
}

function bodyLines(contentType: string | undefined, body: Buffer | string | undefined): string {
  if (body === undefined || body.length === 0) return 'Content-Length: 0\r\n\r\n'
  const wire = typeof body === 'string' ? encodeText(body) : body.toString('latin1')
  if (contentType !== undefined) staysInLine(contentType, 'Content-Type')
  const type = contentType === undefined ? '' : `Content-Type: ${contentType}\r\n`
  return `${type}Content-Length: ${wire.length}\r\n\r\n${wire}`
}
