/**
 * The transport layer (RFC 3261 §18): owns the sockets, notes where requests came from, sends requests and routes
 * responses, and refuses by itself what is not SIP. What it lets through is validated and goes to its user.
 */
import type { Clock } from '../clock.ts'
import {
  HeaderId,
  type MessageLimits,
  type ParseFailure,
  type SipRequest,
  type SipResponse,
  serializeResponse,
  validateMessage,
} from '../message/index.ts'
import { cachedResolver } from './cached-resolver.ts'
import { type Connection, ConnectionTable } from './connection-table.ts'
import type { Destination, Flow, Target, Targets } from './flow.ts'
import { locateServer } from './locate-server.ts'
import type { Network, Payload, Resolver } from './network.ts'
import { type ListenAddress, OpenTransports } from './open-transports.ts'
import { type ResponseRoute, responseRoute } from './response-routing.ts'
import { statelessTag } from './stateless-tag.ts'
import type { StreamLimits } from './stream-limits.ts'
import type { SendObserver, Transport, TransportReceiver } from './transport.ts'
import { type TransportCounters, transportCounters } from './transport-counters.ts'
import { TransportError } from './transport-error.ts'
import type { WebSocketConnection } from './web-socket.ts'

/** Who gets what came in: the transaction layer. Messages are validated, requests carry where they came from. */
export interface TransportUser {
  onRequest(request: SipRequest, flow: Flow): void
  onResponse(response: SipResponse, flow: Flow): void
  /** A connection is over, not by our closing: what was sent over it may never have arrived (RFC 3261 §18.4). */
  onConnectionLost?(connectionId: number, error: TransportError): void
}

/** A request that is answered without a transaction, and goes no further (RFC 3261 §8.2.7). */
export interface StatelessRefusal {
  readonly status: number
  readonly reason: string
  /** Ready header lines, each ending in CRLF. */
  readonly extra?: string
}

export interface TransportLayerOptions {
  readonly network: Network
  readonly clock: Clock
  /** For destinations given as URIs with names; without one, only literal addresses are found. Its answers are kept. */
  readonly resolver?: Resolver
  readonly limits?: Partial<StreamLimits>
  readonly messageLimits?: MessageLimits
  /** Bytes beyond which a request goes by TCP where we may choose (RFC 3261 §18.1.1). Default 1300. */
  readonly largestDatagram?: number
  /** Asked before anything is parsed; false drops the datagram, or closes the connection. */
  readonly admit?: (flow: Flow, bytes: Buffer) => boolean
  /** Whether an address is a peer's of ours, whose connections are not bounded by `connectionsPerSource`. */
  readonly knows?: (address: string) => boolean
  /**
   * Asked of each well-formed request whom it is from: the flow, with an origin where the other end is a proxy that is believed,
   * or why the request goes no further. Left out, whoever sends a request is whom it is from.
   */
  readonly identify?: (request: SipRequest, flow: Flow) => Flow | StatelessRefusal
  /** Told of each address that a URI has led to, before anything is sent there: its answers are to be admitted. */
  readonly onLocated?: (address: string) => void
  /** A connection is over: what was to be answered over it will not be. */
  readonly onConnectionClosed?: (flow: Flow) => void
  /** A socket has failed for good. */
  readonly onSocketError?: (error: Error) => void
  /**
   * A message made whoever handled it throw, or a timer, which has no flow: a bug of ours, which then costs that message
   * only. A request is answered 500, a call that was ending ends. Without this hook the exception goes on into the
   * socket's event and, as a rule, ends the process. A `TimerWheel` of your own takes its own hook.
   */
  readonly onBug?: (error: unknown, flow?: Flow) => void
}

/** What whoever sends a message knows of it already; a status makes it a response to that method. */
export interface SentMessage {
  readonly method: string
  readonly callId: string
  readonly status?: number
}

/** Sees every message as it came or went, judged or not. For the ladder of a call. */
export interface Tap {
  received(flow: Flow, message: SipRequest | SipResponse): void
  /** @param about left out where nobody has it at hand, as of what is sent again */
  sent(flow: Flow, text: string, about?: SentMessage): void
}

/** RFC 5626 §3.5.1. */
const PING = Buffer.from('\r\n\r\n')

export class TransportLayer implements TransportReceiver {
  readonly counters: TransportCounters = transportCounters()
  readonly largestDatagram: number
  /** Set by the transaction layer; until then everything is dropped. */
  user: TransportUser | undefined
  /** Costs nothing while unset. */
  tap: Tap | undefined
  readonly #options: TransportLayerOptions
  readonly #admit: ((flow: Flow, bytes: Buffer) => boolean) | undefined
  readonly #identify: TransportLayerOptions['identify']
  readonly #connections: ConnectionTable
  readonly #transports: OpenTransports
  readonly #resolver: Resolver | undefined
  #closing = false

  constructor(options: TransportLayerOptions) {
    this.#options = options
    this.#admit = options.admit
    this.#resolver = options.resolver && cachedResolver(options.resolver, options.clock)
    this.#identify = options.identify
    this.#connections = new ConnectionTable((connection) => this.#onClosed(connection))
    this.#transports = new OpenTransports({
      network: options.network,
      clock: options.clock,
      limits: options.limits,
      messageLimits: options.messageLimits,
      onSocketError: options.onSocketError,
      connections: this.#connections,
      receiver: this,
    })
    this.largestDatagram = options.largestDatagram ?? 1300
  }

  /** Opens the sockets, in order. Rejects with the system's error at the first that cannot be had; close then. */
  async open(addresses: readonly ListenAddress[]): Promise<void> {
    for (const address of addresses) await this.#transports.listen(address)
  }

  /**
   * Takes over a WebSocket that a server has accepted (RFC 7118), by TLS or not.
   * @param sentBy host, or host:port, to name in Vias
   */
  acceptWebSocket(socket: WebSocketConnection, sentBy: string): void {
    this.#transports.acceptWebSocket(socket, sentBy)
  }

  /** Ends connections in order and closes the sockets. */
  async close(): Promise<void> {
    this.#closing = true
    await this.#transports.close()
    this.#closing = false
  }

  /** What is bound, with the ports that were taken; WebSockets come from elsewhere. */
  get listening(): readonly Omit<ListenAddress, 'sentBy'>[] {
    return this.#transports.listening
  }

  /** Stream connections at present. */
  get connections(): number {
    return this.#connections.size
  }

  /** Whether a connection is still there; always true for UDP. */
  isAlive(flow: Flow): boolean {
    return flow.connectionId === 0 || this.#connections.get(flow.connectionId) !== undefined
  }

  /** Whoever is at the other end has proved who it is: its connection is not one of those that a stranger may have so many of. */
  proved(flow: Flow): void {
    this.#connections.proved(flow.connectionId)
  }

  /** Whether whoever called us over this connection has proved by a certificate to be of this name (RFC 5922 §7.2). */
  proves(flow: Flow, name: string): boolean {
    return this.#connections.get(flow.connectionId)?.proves?.(name) ?? false
  }

  /**
   * The addresses to try, in order; at once unless a name has to be resolved (RFC 3263). The promise rejects with a
   * TransportError when the name leads nowhere.
   */
  locate(destination: Destination): Targets | Promise<Targets> {
    if ('flow' in destination) {
      const { flow } = destination
      return [{ transport: flow.transport, address: flow.remoteAddress, port: flow.remotePort, flow }]
    }
    if ('address' in destination) return [destination]
    const located = locateServer(destination.uri, {
      resolver: this.#resolver,
      reaches: (target) => this.reaches(target),
    })
    return located instanceof Promise ? located.then(this.#told) : this.#told(located)
  }

  readonly #told = (targets: Targets): Targets => {
    const { onLocated } = this.#options
    if (onLocated !== undefined) for (const { address } of targets) onLocated(address)
    return targets
  }

  /** Whether we have a socket that can send there. */
  reaches(target: Pick<Target, 'transport' | 'address'>): boolean {
    return this.#transports.to(target.transport, target.address) !== undefined
  }

  /** The Via of a request to that target; undefined when we have no socket for it. */
  via(target: Target, branch: string): string | undefined {
    const transport = this.#transports.for(target)
    return transport === undefined ? undefined : transport.viaStart + branch
  }

  /** Sends a request. @param about for the tap @returns the number of the connection that it goes over; 0: none */
  send(target: Target, payload: Payload, observer?: SendObserver, about?: SentMessage): number {
    const transport = this.#transports.for(target)
    if (transport === undefined) {
      observer?.onSendFailure(new TransportError('no-transport'))
      return 0
    }
    if (this.tap !== undefined) this.#tapSent(this.tap, transport, target, payload, about)
    const { flow } = target
    if (flow === undefined || flow.connectionId === 0) return transport.send(target, payload, observer)
    if (transport.sendOver(flow.connectionId, payload, observer)) return flow.connectionId
    this.counters.sendFailures++
    observer?.onSendFailure(new TransportError('connection-closed'))
    return 0
  }

  /**
   * Sends what keeps a router between us open for datagrams to come: an empty message, which every peer passes over (RFC 3261 §7.5).
   * Nothing for a flow that is a connection, or none of ours.
   */
  keepOpen(flow: Flow): void {
    if (flow.connectionId !== 0) return
    const { remoteAddress: address, remotePort: port } = flow
    this.#transports.of(flow)?.send({ address, port }, PING)
  }

  /** Sends a response where its request came from (RFC 3261 §18.2.2). @param about for the tap */
  respond(route: ResponseRoute, payload: Payload, observer?: SendObserver, about?: SentMessage): void {
    const { flow } = route
    const transport = this.#transports.of(flow)
    if (transport === undefined) {
      observer?.onSendFailure(new TransportError('no-transport'))
      return
    }
    this.tap?.sent(flow, payload.toString('latin1'), about)
    if (flow.connectionId !== 0 && transport.sendOver(flow.connectionId, payload, observer)) return
    transport.send(route, payload, observer)
  }

  /** @internal */
  admit(flow: Flow, bytes: Buffer): boolean {
    if (this.#admit === undefined || this.#admit(flow, bytes)) return true
    this.counters.refused++
    return false
  }

  /** @internal */
  knows(address: string): boolean {
    return this.#options.knows?.(address) ?? false
  }

  /** @internal */
  receive(message: SipRequest | SipResponse | ParseFailure, flow: Flow): void {
    try {
      this.#dispatch(message, flow)
    } catch (error) {
      this.bug(error, flow)
    }
  }

  /** @internal What whoever was told something has thrown. @throws it again when nobody wants to know */
  bug(error: unknown, flow?: Flow): void {
    const { onBug } = this.#options
    if (onBug === undefined) throw error
    onBug(error, flow)
  }

  /** RFC 3261 §18.1.2, §18.2.1. */
  #dispatch(message: SipRequest | SipResponse | ParseFailure, flow: Flow): void {
    switch (message.kind) {
      case 'request':
        this.#onRequest(message, flow)
        break
      case 'response':
        this.#onResponse(message, flow)
        break
      case 'failure':
        this.counters.malformed++
        if (message.reply !== undefined) this.#refuse(message.reply, message.status, message.reason, flow)
        break
    }
  }

  #onRequest(request: SipRequest, flow: Flow): void {
    this.tap?.received(flow, request)
    request.setReceived(flow.remoteAddress, flow.remotePort)
    const fault = validateMessage(request)
    if (fault !== undefined) {
      this.counters.malformed++
      this.#refuse(request, fault.status, fault.reason, flow)
    } else if (this.#identify === undefined) {
      this.counters.received++
      this.user?.onRequest(request, flow)
    } else this.#receiveFrom(this.#identify(request, flow), request, flow)
  }

  #receiveFrom(whom: Flow | StatelessRefusal, request: SipRequest, flow: Flow): void {
    if ('status' in whom) {
      this.counters.refused++
      this.#refuse(request, whom.status, whom.reason, flow, whom.extra)
      return
    }
    this.counters.received++
    this.user?.onRequest(request, whom)
  }

  #onClosed({ flow, failure }: Connection): void {
    if (!this.#closing)
      this.user?.onConnectionLost?.(flow.connectionId, failure ?? new TransportError('connection-closed'))
    this.#options.onConnectionClosed?.(flow)
  }

  /** A response with several Vias went astray (RFC 3261 §8.1.3.3). */
  #onResponse(response: SipResponse, flow: Flow): void {
    this.tap?.received(flow, response)
    if (validateMessage(response) !== undefined || response.hasFurtherVias) {
      this.counters.malformed++
    } else {
      this.counters.received++
      this.user?.onResponse(response, flow)
    }
  }

  /**
   * Answers without a transaction (RFC 3261 §8.2.7); where the request came from when its Via cannot be read
   * (RFC 4475 §3.1.2.1). An ACK is never answered, nor what has no Via.
   */
  #refuse(request: SipRequest, status: number, reason: string, flow: Flow, extra?: string): void {
    request.setReceived(flow.remoteAddress, flow.remotePort)
    if (!request.carries(HeaderId.Via) || request.method === 'ACK') return
    const via = request.findVia()
    const source = { flow, address: flow.remoteAddress, port: flow.remotePort }
    const response = serializeResponse(request, { status, reason, extra, toTag: statelessTag(request) })
    this.respond(via === undefined ? source : responseRoute(via, flow), response)
  }

  #tapSent(
    tap: Tap,
    transport: Transport,
    target: Target,
    payload: Payload,
    about: SentMessage | undefined,
  ): void {
    const flow = target.flow ?? {
      transport: transport.protocol,
      localAddress: transport.localAddress,
      localPort: transport.localPort,
      remoteAddress: target.address,
      remotePort: target.port,
      connectionId: 0,
    }
    tap.sent(flow, payload.toString('latin1'), about)
  }
}
