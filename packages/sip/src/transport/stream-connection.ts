/**
 * One stream connection that carries SIP: cuts messages out of it, answers keep-alives (RFC 5626 §4.4.1), and ends
 * it when it is idle, too slow, or carries nonsense. Its owner hears of its end and then forgets it.
 */
import type { Clock, Timer } from '../clock.ts'
import { type MessageLimits, StreamFramer } from '../message/index.ts'
import type { Flow } from './flow.ts'
import type { ConnectionHandler, Payload, TcpConnection } from './network.ts'
import type { StreamLimits } from './stream-limits.ts'
import type { SendObserver, TransportReceiver } from './transport.ts'
import { TransportError } from './transport-error.ts'

export interface StreamConnectionOptions {
  readonly connection: TcpConnection
  readonly flow: Flow
  /** By the peer; else we opened it. */
  readonly accepted: boolean
  /** There is a TLS handshake first; whom the peer must prove to be, unless it called us. */
  readonly secure?: { readonly name: string | undefined } | undefined
  readonly clock: Clock
  readonly limits: StreamLimits
  readonly messageLimits: MessageLimits
  readonly receiver: TransportReceiver
  onClose(connection: StreamConnection): void
}

export class StreamConnection implements ConnectionHandler {
  readonly flow: Flow
  readonly accepted: boolean
  readonly name: string | undefined
  failure: TransportError | undefined = undefined
  readonly #connection: TcpConnection
  readonly #clock: Clock
  readonly #limits: StreamLimits
  readonly #receiver: TransportReceiver
  readonly #framer: StreamFramer
  readonly #onClose: (connection: StreamConnection) => void
  #up: boolean
  /** A message came. */
  #spoken = false
  #closed = false
  #lastActivity: number
  /** Until the connection is up, until its first message, afterwards until it is idle. */
  #watch: Timer
  /** Runs while a message is incomplete. */
  #messageTimer: Timer | undefined

  constructor(options: StreamConnectionOptions) {
    const { connection, clock, limits } = options
    this.flow = options.flow
    this.accepted = options.accepted
    this.name = options.secure?.name
    this.#connection = connection
    this.#clock = clock
    this.#limits = limits
    this.#receiver = options.receiver
    this.#framer = new StreamFramer(options.messageLimits)
    this.#onClose = options.onClose
    this.#up = options.accepted && options.secure === undefined
    this.#lastActivity = clock.now()
    this.#watch = this.#up
      ? this.#awaitFirstMessage()
      : clock.after(limits.connectTimeout, () => this.#fail('connect-timeout'))
    connection.handler = this
  }

  /** Sends, or tells the observer why not. */
  send(payload: Payload, observer?: SendObserver): void {
    const { counters } = this.#receiver
    if (this.#connection.bufferedBytes + payload.length > this.#limits.unsentBytes) {
      counters.overLimit++
      this.#fail('overloaded')
    }
    if (this.#closed || this.failure !== undefined) {
      counters.sendFailures++
      observer?.onSendFailure(this.failure ?? new TransportError('connection-closed'))
      return
    }
    counters.sent++
    counters.bytesSent += payload.length
    this.#lastActivity = this.#clock.now()
    this.#connection.write(payload, (error) => {
      counters.sendFailures++
      observer?.onSendFailure(this.failure ?? TransportError.from(error, this.#code))
    })
  }

  proves(name: string): boolean {
    return this.accepted && (this.#connection.proves?.(name) ?? false)
  }

  /** Ends in order after what was sent; nothing more is heard from it, and it is forgotten at once. */
  end(): void {
    this.onClose()
    this.#connection.end()
  }

  onConnect(): void {
    this.#up = true
    this.#clock.cancel(this.#watch)
    if (this.accepted) this.#watch = this.#awaitFirstMessage()
    else this.#watchIdle()
  }

  onBytes(bytes: Buffer): void {
    if (this.#closed) return
    const receiver = this.#receiver
    receiver.counters.bytesReceived += bytes.length
    this.#lastActivity = this.#clock.now()
    if (!receiver.admit(this.flow, bytes)) {
      this.#fail('connection-closed')
      return
    }
    const frames = this.#framer.push(bytes)
    for (const frame of frames) {
      if (this.#closed) return
      if (frame.kind === 'ping' || frame.kind === 'pong') this.#onKeepAlive(frame.kind)
      else receiver.receive(frame, this.flow)
      if (frame.kind === 'request' || frame.kind === 'response') this.#onFirstMessage()
    }
    if (this.#framer.broken) this.end()
    else this.#watchMessage(frames.length > 0)
  }

  onClose(error?: Error): void {
    if (this.#closed) return
    if (error !== undefined) this.failure ??= TransportError.from(error, this.#code)
    this.#closed = true
    this.#clock.cancel(this.#watch)
    if (this.#messageTimer !== undefined) this.#clock.cancel(this.#messageTimer)
    this.#onClose(this)
  }

  get #code(): 'connection-closed' | 'connect-failed' {
    return this.#up ? 'connection-closed' : 'connect-failed'
  }

  #onKeepAlive(kind: 'ping' | 'pong'): void {
    this.#receiver.counters.keepAlives++
    if (kind === 'ping') this.#connection.write('\r\n')
  }

  /** Only a peer that speaks SIP is worth the long idle time. */
  #onFirstMessage(): void {
    if (this.#spoken || !this.accepted) return
    this.#spoken = true
    this.#clock.cancel(this.#watch)
    this.#watchIdle()
  }

  #awaitFirstMessage(): Timer {
    return this.#clock.after(this.#limits.firstMessageTimeout, () => this.#fail('connection-closed'))
  }

  #watchIdle(): void {
    const left = this.#lastActivity + this.#limits.idleTimeout - this.#clock.now()
    this.#watch = this.#clock.after(left, () => {
      if (this.#clock.now() - this.#lastActivity < this.#limits.idleTimeout) this.#watchIdle()
      else this.end()
    })
  }

  /**
   * A message that trickles in keeps its time from its first byte, however often a byte comes.
   * @param another whether what is incomplete now is not what was before
   */
  #watchMessage(another: boolean): void {
    if (another && this.#messageTimer !== undefined) {
      this.#clock.cancel(this.#messageTimer)
      this.#messageTimer = undefined
    }
    if (this.#framer.buffered === 0) return
    this.#messageTimer ??= this.#clock.after(this.#limits.messageTimeout, () => {
      this.#receiver.counters.overLimit++
      this.#fail('connection-closed')
    })
  }

  #fail(code: 'connection-closed' | 'connect-timeout' | 'overloaded'): void {
    if (this.#closed) return
    this.failure = new TransportError(code)
    this.#connection.destroy(this.failure)
  }
}
