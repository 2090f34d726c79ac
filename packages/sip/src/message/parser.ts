/**
 * Bytes to message in one pass over one wire text: finds the lines, names the headers, frames the body
 * (RFC 3261 §7, §18.3). Header values are not looked into, except Content-Length.
 */
import { type ParseFailureCode, parseFailures } from '../errors.ts'
import { HeaderId, headerNameAt } from './header-name.ts'
import { allOf, decimal, isToken, spanOf, TOKEN } from './headers/character-classes.ts'
import { defaultLimits, type MessageLimits } from './message-limits.ts'
import { methodName } from './method-name.ts'
import { folded, type HeaderTable } from './sip-message.ts'
import { SipRequest } from './sip-request.ts'
import { SipResponse } from './sip-response.ts'

/** Why bytes could not be taken as a message. */
export interface ParseFailure {
  readonly kind: 'failure'
  readonly code: ParseFailureCode
  /** For logs: what and where. */
  readonly detail: string
  /** What to answer when it was a request. */
  readonly status: number
  readonly reason: string
  /** The request as far as it could be read; present when it has all that an answer copies. */
  readonly reply?: SipRequest
}

/** The header lines of one message, and where they end. */
interface Head {
  readonly table: HeaderTable
  /** After the empty line; the end of the text when there is none. */
  readonly bodyStart: number
  readonly failure: ParseFailureCode | undefined
}

/**
 * Reads one message that fills the bytes (a datagram, or what the stream framer cut out).
 * Leading CRLFs are skipped (§7.5); bytes after the declared body are ignored (§18.3).
 */
export function parseMessage(
  bytes: Buffer,
  limits: MessageLimits = defaultLimits,
): SipRequest | SipResponse | ParseFailure {
  if (bytes.length > limits.total) return tooLarge(bytes, limits)
  return parseText(bytes.toString('latin1'), limits)
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

const noLimits: MessageLimits = {
  total: Number.POSITIVE_INFINITY,
  line: Number.POSITIVE_INFINITY,
  headers: Number.POSITIVE_INFINITY,
}

/**
 * A response from the text of one that was parsed before, whatever the limits were then: who needs one seldom keeps its text,
 * which takes a fifth of the room.
 * @throws TypeError on any other text
 */
export function readAgain(text: string): SipResponse {
  const response = parseText(text, noLimits)
  if (response.kind !== 'response') throw new TypeError('not the text of a response')
  return response
}

/** The longest prefix that limits allow, so that the sender of a monster still gets its 413. */
function tooLarge(bytes: Buffer, limits: MessageLimits): ParseFailure {
  const start = parseText(bytes.toString('latin1', 0, Math.min(bytes.length, limits.total)), limits)
  const reply = start.kind === 'request' ? start : start.kind === 'failure' ? start.reply : undefined
  return failure('message-too-large', `${bytes.length} bytes`, reply)
}

/** Where spans are collected before a message gets its own copy of exact size; parsing is synchronous. */
const scratch: number[] = Array<number>(1024).fill(0)

function scanHeaders(text: string, start: number, limits: MessageLimits): Head {
  const most = limits.headers * 4
  let fault: ParseFailureCode | undefined
  if (text.charCodeAt(start - 1) === 10 && text.indexOf('\r') !== start - 2) fault = 'bare-line-break'
  let count = 0
  let at = start
  for (;;) {
    const lf = text.indexOf('\n', at)
    if (lf < 0) return endHead(count, text.length, fault ?? 'unterminated-headers')
    let end = lf - 1
    let flag = 0
    if (text.indexOf('\r', at) !== end) {
      fault ??= 'bare-line-break'
      flag = folded
      if (text.charCodeAt(end) !== 13) end = lf
    }
    if (end <= at) return endHead(count, lf + 1, fault)
    let next = lf + 1
    for (let code = text.charCodeAt(next); code === 32 || code === 9; code = text.charCodeAt(next)) {
      const more = text.indexOf('\n', next)
      if (more < 0) return endHead(count, text.length, fault ?? 'unterminated-headers')
      if (text.indexOf('\r', next) !== more - 1) fault ??= 'bare-line-break'
      flag = folded
      end = more - 1
      next = more + 1
    }
    if (end - at > limits.line) fault ??= 'line-too-long'
    if (count >= most) return endHead(count, text.length, fault ?? 'too-many-headers')
    if (addLine(text, at, end, flag, count)) count += 4
    else fault ??= 'malformed-header-line'
    at = next
  }
}

function endHead(count: number, bodyStart: number, failure: ParseFailureCode | undefined): Head {
  const spans = scratch.slice(0, count)
  let seen = 0
  let repeated = 0
  for (let at = 0; at < count; at += 4) {
    const id = (spans[at] ?? 0) & 255
    if (id > 30) continue
    const bit = 1 << id
    repeated |= seen & bit
    seen |= bit
  }
  return { table: { spans, seen, repeated }, bodyStart, failure }
}

/** Names one header line and notes its spans; false when it is no `name: value`. */
function addLine(text: string, start: number, end: number, flag: number, into: number): boolean {
  const known = headerNameAt(text, start, end)
  const spelled = start + (known >> 8)
  // Nearly always the colon follows at once, and need not be looked for.
  const colon = text.charCodeAt(spelled) === 58 ? spelled : text.indexOf(':', spelled)
  if (colon < 0 || colon >= end) return false
  let nameEnd = colon
  while (nameEnd > start && isBlank(text.charCodeAt(nameEnd - 1))) nameEnd--
  const id = nameEnd === spelled ? known & 255 : HeaderId.Unknown
  if (id === HeaderId.Unknown && !isName(text, start, nameEnd)) return false
  let valueStart = colon + 1
  while (valueStart < end && isBlankOrBreak(text.charCodeAt(valueStart))) valueStart++
  let valueEnd = end
  while (valueEnd > valueStart && isBlankOrBreak(text.charCodeAt(valueEnd - 1))) valueEnd--
  scratch[into] = id | flag
  scratch[into + 1] = start
  scratch[into + 2] = valueStart
  scratch[into + 3] = valueEnd
  return true
}

function isName(text: string, start: number, end: number): boolean {
  return end > start && allOf(TOKEN, text, start, end)
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9
}

function isBlankOrBreak(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 10
}

function isStatusLine(text: string): boolean {
  const first = text.charCodeAt(0)
  return (
    (first === 83 || first === 115) && text.charCodeAt(3) === 47 && text.slice(0, 4).toUpperCase() === 'SIP/'
  )
}

function readRequest(
  text: string,
  lineEnd: number,
  head: Head,
  limits: MessageLimits,
): SipRequest | ParseFailure {
  const methodEnd = spanOf(TOKEN, text, 0, lineEnd)
  const usual = text.startsWith(' SIP/2.0', lineEnd - 8)
  const versionStart = usual ? lineEnd - 7 : text.lastIndexOf(' ', lineEnd - 1) + 1
  const method = methodName(text, 0, methodEnd)
  const uriText = text.slice(methodEnd + 1, Math.max(methodEnd + 1, versionStart - 1))
  const body = frameBody(text, head)
  const bodyEnd = body.end
  const request = new SipRequest(text, head.table, head.bodyStart, bodyEnd, method, uriText)
  const code = requestLineFault(text, methodEnd, versionStart, lineEnd, uriText, limits)
  const fault = code ?? head.failure ?? body.failure
  if (fault === undefined) return request
  const detail = code === undefined ? 'headers' : text.slice(0, Math.min(lineEnd, 200))
  return failure(fault, detail, isAnswerable(request, head) ? request : undefined)
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
  // The URI's own grammar is checked when it is parsed; white space in it would be a second reading of the line.
  if (text.indexOf(' ', methodEnd + 1) !== versionStart - 1 || uriText === '') return 'malformed-request-uri'
  return undefined
}

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
  return new SipResponse(text, head.table, head.bodyStart, body.end, status, reasonStart, lineEnd)
}

/** The end of the body: by Content-Length when there is one, else all that came (§18.3, datagrams). */
function frameBody(text: string, head: Head): { end: number; failure: ParseFailureCode | undefined } {
  const { table, bodyStart } = head
  const { spans } = table
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

/** Without one of these nobody could match or route an answer. */
const answerHeaders = [HeaderId.Via, HeaderId.From, HeaderId.To, HeaderId.CallId, HeaderId.CSeq]

/** Whether an answer can be made and is worth it: what broke a limit is not echoed. */
function isAnswerable(request: SipRequest, head: Head): boolean {
  if (head.failure === 'line-too-long' || head.failure === 'too-many-headers') return false
  return isToken(request.method) && answerHeaders.every((id) => request.first(id) !== undefined)
}

function failure(code: ParseFailureCode, detail: string, reply?: SipRequest): ParseFailure {
  const { status, reason } = parseFailures[code]
  const refusal = { kind: 'failure', code, detail, status, reason } as const
  return reply === undefined ? refusal : { ...refusal, reply }
}
