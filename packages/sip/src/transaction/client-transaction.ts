/**
 * What both client transactions share: sending and repeating the request, one timer for everything, and letting go
 * of what is not needed any more. The machines decide; these classes do.
 */
import { type RequestParts, type SipResponse, serializeRequest } from '../message/index.ts'
import { writeRequest } from '../message/serializer.ts'
import type { TimerWheel } from '../timer-wheel.ts'
import { WheelTimer } from '../timer-wheel.ts'
import { type Flow, isReliable, type Target } from '../transport/flow.ts'
import type { SendObserver } from '../transport/transport.ts'
import { TransportError } from '../transport/transport-error.ts'
import type { TransportLayer } from '../transport/transport-layer.ts'
import type { TimerValues } from './timers.ts'
import type {
  ClientState,
  ClientTransaction,
  ClientTransactionUser,
  InviteClientState,
} from './transaction.ts'

/** What a client transaction needs of its layer. */
export interface ClientHost {
  readonly wheel: TimerWheel
  readonly transport: TransportLayer
  readonly timers: { readonly reliable: TimerValues; readonly unreliable: TimerValues }
  /** The transaction is over: forget it. */
  forgetClient(transaction: BaseClientTransaction): void
  /** Sends the CANCEL of an INVITE, in a transaction of its own. */
  cancelInvite(parts: RequestParts, target: Target, id: number, branch: string, extra: string): void
  /** A response that belongs to none. */
  stray(response: SipResponse, flow: Flow): void
}

/** In place of the parts of a request that is over, which may hold a long body. */
const nothing: RequestParts = { method: '', uri: '', from: '', to: '', callId: '', cseq: 0 }

/** The shell of a client machine. Its one timer serves repetition and deadline alike. */
export abstract class BaseClientTransaction extends WheelTimer implements ClientTransaction, SendObserver {
  abstract readonly state: InviteClientState | ClientState
  readonly method: string
  readonly id: number
  readonly branch: string
  protected readonly host: ClientHost
  protected readonly timers: TimerValues
  protected user: ClientTransactionUser | undefined
  /** Until the final response. */
  protected parts: RequestParts
  protected readonly target: Target
  /** The request as sent; the ACK once there is one; '' when there is nothing to repeat. */
  protected message = ''
  /** Our Via, which the ACK to a refusal repeats; until the final response. */
  protected via = ''
  /** The present interval of A or E; 0 when nothing is repeated. */
  protected interval = 0
  /** When B, D, F, K, M or the guard fires, in `wheel.now` time. */
  protected deadline = 0
  protected failure: TransportError | undefined = undefined
  /** What the request went over last; 0: no connection. */
  private connectionId = 0
  private reopened = false

  constructor(
    host: ClientHost,
    parts: RequestParts,
    target: Target,
    user: ClientTransactionUser | undefined,
    id: number,
    branch: string,
  ) {
    super()
    this.host = host
    this.method = parts.method
    this.id = id
    this.branch = branch
    this.timers = isReliable(target.transport) ? host.timers.reliable : host.timers.unreliable
    this.user = user
    this.parts = parts
    this.target = target
  }

  abstract cancel(extra?: string): void
  abstract receive(response: SipResponse, flow: Flow): void
  /** The timer of the present state, or a failure to send, has come up. */
  protected abstract expire(repeat: boolean): void
  /** Whether a failure to send still matters. */
  protected abstract get undelivered(): boolean

  /**
   * Sends the request and starts A and B, or E and F. Calls nobody back before it returns.
   * @throws UnsafeHeaderValue before anything has begun
   */
  start(): void {
    const { parts, target, host } = this
    const via = host.transport.via(target, this.branch)
    if (via !== undefined)
      this.message = this.method === 'CANCEL' ? writeRequest(parts, via) : serializeRequest(parts, via)
    this.interval = this.timers.repeat
    this.wait(this.timers.giveUp)
    if (via === undefined) {
      this.onSendFailure(new TransportError('no-transport'))
    } else {
      this.via = via
      this.connectionId = host.transport.send(target, this.message, this, parts)
    }
  }

  /** Given up for another server: nothing is repeated any more, and nobody is told but of a 2xx, which is a stray. */
  abandon(): void {
    this.user = undefined
    this.interval = 0
    this.cancel()
    this.arm()
  }

  /** Told later rather than at once, since the user may be in the middle of `request`. What failed first is the reason. */
  onSendFailure(error: TransportError): void {
    if (!this.undelivered || this.failure !== undefined) return
    this.failure = error
    this.host.wheel.schedule(this, 0)
  }

  /** @internal A connection is over, maybe with our request in it (RFC 3261 §18.4). */
  onConnectionLost(connectionId: number, error: TransportError): void {
    if (connectionId === this.connectionId) this.onSendFailure(error)
  }

  fire(): void {
    if (this.failure?.code === 'connection-closed' && this.mayReopen) {
      this.sendAfresh()
      return
    }
    this.expire(this.interval > 0 && this.failure === undefined && this.host.wheel.now() < this.deadline)
  }

  protected resend(): void {
    this.connectionId = this.host.transport.send(this.target, this.message, this)
  }

  /**
   * Whether a connection that broke may be replaced: once, since it may have been dead for long without our knowing. To the
   * peer it is the same transaction, which absorbs the request if it has it (RFC 3261 §17.2.3). A flow is not replaced.
   */
  private get mayReopen(): boolean {
    const { flow } = this.target
    const wanted = this.user !== undefined && this.undelivered
    return !this.reopened && wanted && (flow === undefined || flow.connectionId === 0)
  }

  private sendAfresh(): void {
    this.reopened = true
    this.failure = undefined
    this.resend()
    this.arm()
  }

  /** Sets the deadline and arms for it, or for the repetition that comes before. */
  protected wait(milliseconds: number): void {
    this.deadline = this.host.wheel.now() + milliseconds
    this.arm()
  }

  protected arm(): void {
    const left = this.failure === undefined ? this.deadline - this.host.wheel.now() : 0
    this.host.wheel.schedule(this, this.interval > 0 && this.interval < left ? this.interval : left)
  }

  /**
   * Waits out the last timer of the machine, if it has any length, keeping next to nothing.
   * Returns whether the transaction lives on.
   */
  protected linger(milliseconds: number): boolean {
    this.parts = nothing
    this.via = ''
    this.interval = 0
    this.failure = undefined
    if (milliseconds === 0) return false
    this.wait(milliseconds)
    return true
  }

  /** Lets go of everything. */
  protected end(): void {
    this.host.wheel.cancel(this)
    this.host.forgetClient(this)
    this.user = undefined
    this.parts = nothing
    this.message = ''
  }
}
