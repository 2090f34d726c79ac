/**
 * What both server transactions share: the request while it may still be answered, the last response for as long as
 * it may have to be repeated, and one timer for everything. The machines decide; these classes do.
 */
import { UnfitStatus } from '../errors.ts'
import { type ResponseParts, type SipRequest, serializeResponse } from '../message/index.ts'
import { type TimerWheel, WheelTimer } from '../timer-wheel.ts'
import { type Flow, isReliable } from '../transport/flow.ts'
import { type ResponseRoute, responseRoute } from '../transport/response-routing.ts'
import type { SendObserver } from '../transport/transport.ts'
import type { TransportError } from '../transport/transport-error.ts'
import type { SentMessage, TransportLayer } from '../transport/transport-layer.ts'
import type { TimerValues } from './timers.ts'
import type {
  InviteServerState,
  ServerState,
  ServerTransaction,
  ServerTransactionUser,
} from './transaction.ts'

/** What a server transaction needs of its layer. */
export interface ServerHost {
  readonly wheel: TimerWheel
  readonly transport: TransportLayer
  readonly timers: { readonly reliable: TimerValues; readonly unreliable: TimerValues }
  /** Other copies of its request are news from now on. */
  forgetMerge(transaction: BaseServerTransaction): void
  /** The transaction is over: forget it. */
  forgetServer(transaction: BaseServerTransaction): void
  /** An ACK that ended up at a transaction which has sent a 2xx is the user's. */
  passAck(ack: SipRequest, flow: Flow): void
}

/** The shell of a server machine. */
export abstract class BaseServerTransaction extends WheelTimer implements ServerTransaction, SendObserver {
  abstract readonly state: InviteServerState | ServerState
  readonly method: string
  readonly flow: Flow
  readonly key: string
  /** Under which other copies of this request are recognised; undefined when this is such a copy, and once it is refused. */
  mergeKey: string | undefined
  readonly merged: boolean
  user: ServerTransactionUser | undefined = undefined
  protected readonly host: ServerHost
  protected readonly timers: TimerValues
  protected response: string | undefined = undefined
  /** Of the response, until it has been sent once. */
  #about: SentMessage | undefined = undefined
  /** The present interval of G; 0 when nothing is repeated. */
  protected interval = 0
  /** When H, I, J or L fires, in `wheel.now` time. */
  protected deadline = 0
  protected failure: TransportError | undefined = undefined
  #request: SipRequest | undefined
  readonly #route: ResponseRoute

  constructor(
    host: ServerHost,
    request: SipRequest,
    flow: Flow,
    key: string,
    mergeKey: string | undefined,
    merged: boolean,
  ) {
    super()
    this.host = host
    this.method = request.method
    this.flow = flow
    this.key = key
    this.mergeKey = mergeKey
    this.merged = merged
    this.timers = isReliable(flow.transport) ? host.timers.reliable : host.timers.unreliable
    this.#request = request
    this.#route = responseRoute(request.topVia, flow)
  }

  get request(): SipRequest {
    if (this.#request === undefined) throw new Error(`the ${this.method} was answered and is not kept`)
    return this.#request
  }

  abstract respond(parts: ResponseParts): boolean
  /** The request again, or an ACK for it. */
  abstract receive(request: SipRequest, flow: Flow): void
  /** The timer of the present state has come up. */
  protected abstract expire(repeat: boolean): void

  respondAgain(): void {}

  acknowledged(): void {}

  /** Told later rather than at once, since the user may be in the middle of `respond`. */
  onSendFailure(error: TransportError): void {
    if (this.state === 'terminated' || this.state === 'confirmed') return
    this.failure = error
    this.host.wheel.schedule(this, 0)
  }

  fire(): void {
    this.expire(this.interval > 0 && this.failure === undefined && this.host.wheel.now() < this.deadline)
  }

  /** Writes the response that is sent next, and from now on on request. */
  protected compose(parts: ResponseParts): void {
    const { request } = this
    const { status } = parts
    if (!(status >= 100 && status <= 699 && Number.isInteger(status)))
      throw new UnfitStatus(`a response has a status from 100 to 699, not ${status}`)
    this.response = serializeResponse(request, parts)
    this.#about = { method: request.method, callId: request.callId, status }
    // Who was refused may try us by another way (§21.5.4); only what is under way or was granted can be merged (§8.2.2.2).
    if (status >= 300 && this.mergeKey !== undefined) this.host.forgetMerge(this)
  }

  protected send(): void {
    if (this.response === undefined) return
    const about = this.#about
    this.#about = undefined
    this.host.transport.respond(this.#route, this.response, this, about)
  }

  protected wait(milliseconds: number): void {
    this.deadline = this.host.wheel.now() + milliseconds
    this.arm()
  }

  protected arm(): void {
    const left = this.failure === undefined ? this.deadline - this.host.wheel.now() : 0
    this.host.wheel.schedule(this, this.interval > 0 && this.interval < left ? this.interval : left)
  }

  /** After the final response the request is of no more use. */
  protected release(): void {
    this.#request = undefined
  }

  /** Lets go of everything. */
  protected end(): void {
    this.host.wheel.cancel(this)
    this.host.forgetServer(this)
    this.release()
    this.response = undefined
    this.user = undefined
  }
}
