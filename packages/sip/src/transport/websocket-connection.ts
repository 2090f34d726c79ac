/**
 * One WebSocket that carries SIP (RFC 7118): each of its messages is one of SIP's, or a keep-alive. It ends when it is
 * idle, never speaks, does not read, or says too much.
 */
import type { Clock, Timer } from '../clock.ts'
import {
  type MessageLimits,
  type ParseFailure,
  parseMessage,
  type SipRequest,
  type SipResponse,
} from '../message/index.ts'
import type { Flow } from './flow.ts'
import type { Payload } from './network.ts'
import type { StreamLimits } from './stream-limits.ts'
import type { SendObserver, TransportReceiver } from './transport.ts'
import { TransportError } from './transport-error.ts'
import type { WebSocketCloseCode, WebSocketConnection, WebSocketHandler } from './web-socket.ts'

export interface CarriedWebSocketOptions {
  readonly socket: WebSocketConnection
  readonly flow: Flow
  readonly clock: Clock
  readonly limits: StreamLimits
  readonly messageLimits: MessageLimits
  readonly receiver: TransportReceiver
  onClose(connection: CarriedWebSocket): void
}

/** Messages that a browser may send within `rateSpan` milliseconds: a busy console sends a few a second. */
const messagesAtOnce = 200
const rateSpan = 2_000

export class CarriedWebSocket implements WebSocketHandler {
  readonly flow: Flow
  readonly accepted = true
  readonly #options: CarriedWebSocketOptions
  #closed = false
  #lastActivity: number
  /** Until its first message, afterwards until it is idle. */
  #watch: Timer
  #spoken = false
  #spanBegan = 0
  #inSpan = 0

  constructor(options: CarriedWebSocketOptions) {
    const { socket, clock, limits } = options
    this.flow = options.flow
    this.#options = options
    this.#lastActivity = clock.now()
    this.#watch = clock.after(limits.firstMessageTimeout, () => this.#end(1008))
    socket.handler = this
  }

  /** Sends in one frame (RFC 7118 §5), or tells the observer why not. */
  send(payload: Payload, observer?: SendObserver): void {
    const { socket, limits, receiver, clock } = this.#options
    const { counters } = receiver
    if (!this.#closed && socket.bufferedBytes + payload.length > limits.unsentBytes) {
      counters.overLimit++
      this.#end(1013)
    }
    if (this.#closed) {
      counters.sendFailures++
      observer?.onSendFailure(new TransportError('connection-closed'))
      return
    }
    counters.sent++
    counters.bytesSent += payload.length
    this.#lastActivity = clock.now()
    socket.send(typeof payload === 'string' ? Buffer.from(payload, 'latin1') : payload)
  }

  end(): void {
    this.#end(1001)
  }

  onMessage(bytes: Buffer): void {
    if (this.#closed) return
    const { receiver, clock, messageLimits } = this.#options
    const now = clock.now()
    receiver.counters.bytesReceived += bytes.length
    this.#lastActivity = now
    if (bytes.length > messageLimits.total) this.#refuse(1009)
    else if (this.#isTooMuch(now) || !receiver.admit(this.flow, bytes)) this.#refuse(1008)
    else if (isKeepAlive(bytes)) this.#onKeepAlive(bytes)
    else this.#onMessage(parseMessage(bytes, messageLimits))
  }

  onClose(): void {
    if (this.#closed) return
    this.#closed = true
    this.#options.clock.cancel(this.#watch)
    this.#options.onClose(this)
  }

  #refuse(code: WebSocketCloseCode): void {
    this.#options.receiver.counters.overLimit++
    this.#end(code)
  }

  #end(code: WebSocketCloseCode): void {
    if (this.#closed) return
    this.onClose()
    this.#options.socket.close(code)
  }

  /** RFC 7118 §6: CRLF keep-alives as over a stream (RFC 5626 §3.5.1), each in a frame of its own. */
  #onKeepAlive(bytes: Buffer): void {
    this.#options.receiver.counters.keepAlives++
    if (bytes.length === 4) this.#options.socket.send(Buffer.from('\r\n'))
  }

  /** Only a peer that speaks SIP is worth the long idle time. */
  #onMessage(message: SipRequest | SipResponse | ParseFailure): void {
    if (!this.#spoken && message.kind !== 'failure') {
      this.#spoken = true
      this.#options.clock.cancel(this.#watch)
      this.#watchIdle()
    }
    this.#options.receiver.receive(message, this.flow)
  }

  #watchIdle(): void {
    const { clock, limits } = this.#options
    const left = this.#lastActivity + limits.idleTimeout - clock.now()
    this.#watch = clock.after(left, () => {
      if (clock.now() - this.#lastActivity < limits.idleTimeout) this.#watchIdle()
      else this.#end(1001)
    })
  }

  #isTooMuch(now: number): boolean {
    if (now - this.#spanBegan >= rateSpan) {
      this.#spanBegan = now
      this.#inSpan = 0
    }
    this.#inSpan += 1
    return this.#inSpan > messagesAtOnce
  }
}

function isKeepAlive(bytes: Buffer): boolean {
  if (bytes.length !== 2 && bytes.length !== 4) return false
  return bytes.toString('latin1').replaceAll('\r\n', '') === ''
}
