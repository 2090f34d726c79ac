/**
 * Cuts a byte stream into SIP messages (RFC 3261 §7.5, §18.3: Content-Length is mandatory on streams) and finds the
 * CRLF keep-alives between them (RFC 5626 §3.5.1).
 */
import { type ParseFailureCode, parseFailures } from '../errors.ts'
import { defaultLimits, type MessageLimits } from './message-limits.ts'
import { type ParseFailure, parseMessage } from './parser.ts'
import type { SipRequest } from './sip-request.ts'
import type { SipResponse } from './sip-response.ts'

/** What a stream carried: a message, a keep-alive ping to answer with one CRLF, or a pong. */
export type Frame =
  | SipRequest
  | SipResponse
  | ParseFailure
  | { readonly kind: 'ping' }
  | { readonly kind: 'pong' }

const none = Buffer.alloc(0)
const lengthField = /\r\n(?:content-length|l)[ \t]*:[ \t]*(?:\r\n[ \t]+)?([^\r\n]*)/gi

/** One per connection. After a failure without a known end, `broken` is true and the connection has to be closed. */
export class StreamFramer {
  /** Whether the boundary of the next message is lost. */
  broken = false
  private pending: Buffer = none
  private scanned = 0
  private needed = 0
  /** The last that came was a lone CRLF: with a second one it is a ping that was cut in two. */
  private halfPing = false
  private readonly limits: MessageLimits

  constructor(limits: MessageLimits = defaultLimits) {
    this.limits = limits
  }

  /** Bytes held back for a message that is not complete yet. */
  get buffered(): number {
    return this.pending.length
  }

  /** Takes what arrived and returns what became complete, in order. */
  push(bytes: Buffer): Frame[] {
    const frames: Frame[] = []
    if (this.broken) return frames
    this.pending = this.pending.length === 0 ? bytes : Buffer.concat([this.pending, bytes])
    while (!this.broken && this.pending.length > 0) {
      if (!this.takeKeepAlive(frames) && !this.takeMessage(frames)) break
    }
    if (this.broken) this.pending = none
    return frames
  }

  /**
   * Two CRLFs between messages are a ping, one is a pong; true when something was taken. One with which the bytes end is
   * told as a pong at once, for nothing may follow; if its other half does come, that is told as the ping (RFC 5626 §4.4.1).
   */
  private takeKeepAlive(frames: Frame[]): boolean {
    const { pending } = this
    if (this.needed > 0 || pending[0] !== 13) return false
    if (pending.length < 2) return false
    if (pending[1] !== 10) return this.fail(frames, 'malformed-start-line')
    const ping = !this.halfPing && pending[2] === 13 && pending[3] === 10
    if (!this.halfPing && !ping && pending.length === 3 && pending[2] === 13) return false
    frames.push({ kind: ping || this.halfPing ? 'ping' : 'pong' })
    this.halfPing = !ping && !this.halfPing
    this.drop(ping ? 4 : 2)
    return true
  }

  private takeMessage(frames: Frame[]): boolean {
    const { pending, limits } = this
    if (this.needed === 0) {
      if (pending[0] === 13) return false
      const end = pending.indexOf('\r\n\r\n', Math.max(0, this.scanned - 3), 'latin1')
      if (end < 0) {
        this.scanned = pending.length
        return pending.length > limits.total && this.fail(frames, 'message-too-large')
      }
      const length = contentLength(pending.toString('latin1', 0, end + 2))
      if (typeof length === 'string') return this.fail(frames, length)
      this.needed = end + 4 + length
      if (this.needed > limits.total) return this.fail(frames, 'message-too-large')
    }
    if (pending.length < this.needed) return false
    frames.push(parseMessage(pending.subarray(0, this.needed), limits))
    this.halfPing = false
    this.drop(this.needed)
    return true
  }

  private drop(count: number): void {
    this.pending = count === this.pending.length ? none : this.pending.subarray(count)
    this.scanned = 0
    this.needed = 0
  }

  /** The stream cannot be followed past this point; what could be read of the request goes out with the failure. */
  private fail(frames: Frame[], code: ParseFailureCode): true {
    this.broken = true
    const start = parseMessage(this.pending.subarray(0, this.limits.total), this.limits)
    const reply = start.kind === 'request' ? start : start.kind === 'failure' ? start.reply : undefined
    const { status, reason } = parseFailures[code]
    const failure = { kind: 'failure', code, detail: 'stream', status, reason } as const
    frames.push(reply === undefined ? failure : { ...failure, reply })
    return true
  }
}

/** The body's length that the head declares, or why the stream cannot be followed. */
function contentLength(head: string): number | ParseFailureCode {
  let found: string | undefined
  for (const match of head.matchAll(lengthField)) {
    const value = (match[1] ?? '').trim()
    if (found !== undefined && found !== value) return 'conflicting-content-length'
    found = value
  }
  if (found === undefined) return 'missing-content-length'
  return /^\d{1,9}$/.test(found) ? Number(found) : 'malformed-content-length'
}
