/**
 * Bytes to message in one pass over one wire text: finds the lines, names the headers, frames the body
 * (RFC 3261 §7, §18.3). Header values are not looked into, except Content-Length.
 */
import { type ParseFailureCode, parseFailures } from '../errors.ts'
import { HeaderId, headerIdAt } from './header-name.ts'
import { decimal, isToken, spanOf, TOKEN } from './headers/character-classes.ts'
import { defaultLimits, type MessageLimits } from './message-limits.ts'
import { folded, SipRequest, SipResponse } from './sip-message.ts'

/** Why bytes could not be taken as a message. */
export interface ParseFailure {
  readonly kind: 'failure'
  readonly code: ParseFailureCode
  /** For logs: what and where. */
  readonly detail: string
  /** What to answer when it was a request. */
  readonly status: number
  readonly reason: string
  /** The request as far as it could be read, to answer it with; its headers may be incomplete. */
  readonly reply?: SipRequest
}

/** The header lines of one message, and where they end. */
interface Head {
  readonly spans: number[]
  /** After the empty line; the end of the text when there is none. */
  readonly bodyStart: number
  readonly failure: ParseFailureCode | undefined
}

const controls = /\r(?!\n)|\0/

/**
 * Reads one message that fills the bytes (a datagram, or what the stream framer cut out).
 * Leading CRLFs are skipped (§7.5); bytes after the declared body are ignored (§18.3).
 */
export function parseMessage(
  bytes: Buffer,
  limits: MessageLimits = defaultLimits,
): SipRequest | SipResponse | ParseFailure {
  if (bytes.length > limits.total) return tooLarge(bytes, limits)
  return parseText(bytes.toString('latin1', 0, bytes.length), limits)
}

/** As parseMessage, from wire text. */
export function parseText(
  wire: string,
  limits: MessageLimits = defaultLimits,
): SipRequest | SipResponse | ParseFailure {
  const text = wire.charCodeAt(0) === 13 ? wire.replace(/^(\r\n)+/, '') : wire
  if (text === '') return failure('empty-message', '')
  const lf = text.indexOf('\n')
  const lineEnd = lf < 0 ? text.length : text.charCodeAt(lf - 1) === 13 ? lf - 1 : lf
  const head = scanHeaders(text, lf < 0 ? text.length : lf + 1, limits)
  if (isStatusLine(text)) return readResponse(text, lineEnd, head, limits)
  return readRequest(text, lineEnd, head, limits)
}

/** The longest prefix that limits allow, so that the sender of a monster still gets its 413. */
function tooLarge(bytes: Buffer, limits: MessageLimits): ParseFailure {
  const start = parseText(bytes.toString('latin1', 0, Math.min(bytes.length, limits.total)), limits)
  const reply = start.kind === 'request' ? start : start.kind === 'failure' ? start.reply : undefined
  return failure('message-too-large', `${bytes.length} bytes`, reply)
}

function scanHeaders(text: string, start: number, limits: MessageLimits): Head {
  const spans: number[] = []
  const most = limits.headers * 4
  let fault: ParseFailureCode | undefined
  if (start > 1 && text.charCodeAt(start - 2) !== 13) fault = 'bare-line-break'
  let at = start
  for (;;) {
    const lf = text.indexOf('\n', at)
    if (lf < 0) return { spans, bodyStart: text.length, failure: fault ?? 'unterminated-headers' }
    let end = lf - 1
    if (text.charCodeAt(end) !== 13) {
      fault ??= 'bare-line-break'
      end = lf
    }
    if (end <= at) {
      if (fault === undefined && controls.test(text.slice(0, lf + 1))) fault = 'bare-line-break'
      return { spans, bodyStart: lf + 1, failure: fault }
    }
    let next = lf + 1
    let flag = 0
    for (let code = text.charCodeAt(next); code === 32 || code === 9; code = text.charCodeAt(next)) {
      const more = text.indexOf('\n', next)
      if (more < 0) return { spans, bodyStart: text.length, failure: fault ?? 'unterminated-headers' }
      if (text.charCodeAt(more - 1) !== 13) fault ??= 'bare-line-break'
      flag = folded
      end = more - 1
      next = more + 1
    }
    if (end - at > limits.line) fault ??= 'line-too-long'
    if (spans.length >= most) return { spans, bodyStart: text.length, failure: fault ?? 'too-many-headers' }
    if (!addLine(text, at, end, flag, spans)) fault ??= 'malformed-header-line'
    at = next
  }
}

/** Names one header line and notes its spans; false when it is no `name: value`. */
function addLine(text: string, start: number, end: number, flag: number, spans: number[]): boolean {
  const nameEnd = spanOf(TOKEN, text, start, end)
  let colon = nameEnd
  while (colon < end && isBlank(text.charCodeAt(colon))) colon++
  if (nameEnd === start || colon >= end || text.charCodeAt(colon) !== 58) return false
  let valueStart = colon + 1
  while (valueStart < end && isBlankOrBreak(text.charCodeAt(valueStart))) valueStart++
  let valueEnd = end
  while (valueEnd > valueStart && isBlankOrBreak(text.charCodeAt(valueEnd - 1))) valueEnd--
  spans.push(headerIdAt(text, start, nameEnd) | flag, start, valueStart, valueEnd)
  return true
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9
}

function isBlankOrBreak(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 10
}

function isStatusLine(text: string): boolean {
  return text.startsWith('SIP/') || /^sip\//i.test(text.slice(0, 4))
}

function readRequest(
  text: string,
  lineEnd: number,
  head: Head,
  limits: MessageLimits,
): SipRequest | ParseFailure {
  const methodEnd = spanOf(TOKEN, text, 0, lineEnd)
  const versionStart = text.lastIndexOf(' ', lineEnd - 1) + 1
  const method = text.slice(0, methodEnd)
  const uriText = text.slice(methodEnd + 1, Math.max(methodEnd + 1, versionStart - 1))
  const body = frameBody(text, head)
  const bodyEnd = body.end
  const request = new SipRequest(text, head.spans, head.bodyStart, bodyEnd, method, uriText)
  const code = requestLineFault(text, methodEnd, versionStart, lineEnd, uriText, limits)
  const fault = code ?? head.failure ?? body.failure
  if (fault === undefined) return request
  return failure(fault, code === undefined ? 'headers' : text.slice(0, Math.min(lineEnd, 200)), request)
}

/** RFC 3261 §7.1: single spaces, no white space at the ends or inside the URI, no angle brackets around it. */
function requestLineFault(
  text: string,
  methodEnd: number,
  versionStart: number,
  lineEnd: number,
  uriText: string,
  limits: MessageLimits,
): ParseFailureCode | undefined {
  if (methodEnd === 0 || text.charCodeAt(methodEnd) !== 32) return 'malformed-start-line'
  if (lineEnd > limits.line) return uriText.length > limits.line / 2 ? 'uri-too-long' : 'line-too-long'
  if (versionStart <= methodEnd + 1 || versionStart >= lineEnd) return 'malformed-start-line'
  if (!isVersion2(text, versionStart, lineEnd)) {
    return /^sip\/\d+\.\d+$/i.test(text.slice(versionStart, lineEnd))
      ? 'unsupported-version'
      : 'malformed-start-line'
  }
  if (uriText === '' || unfitForUri.test(uriText)) return 'malformed-request-uri'
  return undefined
}

const unfitForUri = /[\x00-\x20\x7f<>"]/

function isVersion2(text: string, start: number, end: number): boolean {
  if (end - start !== 7) return false
  return text.startsWith('SIP/2.0', start) || text.slice(start, end).toUpperCase() === 'SIP/2.0'
}

function readResponse(
  text: string,
  lineEnd: number,
  head: Head,
  limits: MessageLimits,
): SipResponse | ParseFailure {
  const line = text.slice(0, Math.min(lineEnd, 200))
  const versionEnd = text.indexOf(' ')
  if (versionEnd < 0 || versionEnd > lineEnd) return failure('malformed-start-line', line)
  if (!isVersion2(text, 0, versionEnd)) return failure('unsupported-version', line)
  if (lineEnd > limits.line) return failure('line-too-long', line)
  const codeStart = versionEnd + 1
  const codeEnd = codeStart + 3
  const status = decimal(text, codeStart, codeEnd, 3)
  const after = text.charCodeAt(codeEnd)
  if (status < 100 || status > 699 || (codeEnd < lineEnd && after !== 32))
    return failure('malformed-status', line)
  const body = frameBody(text, head)
  const fault = head.failure ?? body.failure
  if (fault !== undefined) return failure(fault, line)
  const reasonStart = Math.min(codeEnd + 1, lineEnd)
  return new SipResponse(text, head.spans, head.bodyStart, body.end, status, reasonStart, lineEnd)
}

/** The end of the body: by Content-Length when there is one, else all that came (§18.3, datagrams). */
function frameBody(text: string, head: Head): { end: number; failure: ParseFailureCode | undefined } {
  const { spans, bodyStart } = head
  let length = -1
  for (let at = 0; at < spans.length; at += 4) {
    if (((spans[at] ?? 0) & 255) !== HeaderId.ContentLength) continue
    const value = decimal(text, spans[at + 2] ?? 0, spans[at + 3] ?? 0, 9)
    if (value < 0) return { end: text.length, failure: 'malformed-content-length' }
    if (length >= 0 && value !== length) return { end: text.length, failure: 'conflicting-content-length' }
    length = value
  }
  if (length < 0) return { end: text.length, failure: undefined }
  if (bodyStart + length > text.length) return { end: text.length, failure: 'truncated-body' }
  return { end: bodyStart + length, failure: undefined }
}

function failure(code: ParseFailureCode, detail: string, reply?: SipRequest): ParseFailure {
  const { status, reason } = parseFailures[code]
  const answerable = reply !== undefined && isToken(reply.method)
  return answerable
    ? { kind: 'failure', code, detail, status, reason, reply }
    : { kind: 'failure', code, detail, status, reason }
}
