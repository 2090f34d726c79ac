/**
 * The transports that are open (RFC 3261 §18): how each comes to be, and which of them a message goes by. They belong to the
 * transport layer, which closes them.
 */
import type { Clock } from '../clock.ts'
import { defaultLimits, type MessageLimits, oneLine } from '../message/index.ts'
import { hostPort, isIPv6, isLoopback, isWildcard } from './address.ts'
import type { ConnectionTable } from './connection-table.ts'
import type { Flow, Target, TransportProtocol } from './flow.ts'
import { HomeNetworks } from './home-networks.ts'
import type { Network } from './network.ts'
import { ownAddress } from './own-address.ts'
import { defaultStreamLimits, type StreamLimits } from './stream-limits.ts'
import { TcpTransport } from './tcp-transport.ts'
import type { Transport, TransportReceiver } from './transport.ts'
import { UdpTransport } from './udp-transport.ts'
import type { WebSocketConnection } from './web-socket.ts'
import { WebSocketTransport } from './websocket-transport.ts'

/** An address to listen on. */
export interface ListenAddress {
  readonly transport: 'UDP' | 'TCP' | 'TLS'
  readonly address: string
  /** 0 takes a free one. */
  readonly port: number
  /** Host, or host:port, to name in Vias: needed behind a NAT, or when listening on all addresses is not enough. */
  readonly sentBy?: string
}

export interface OpenTransportsOptions {
  readonly network: Network
  readonly clock: Clock
  readonly limits: Partial<StreamLimits> | undefined
  readonly messageLimits: MessageLimits | undefined
  readonly onSocketError: ((error: Error) => void) | undefined
  readonly connections: ConnectionTable
  readonly receiver: TransportReceiver
}

export class OpenTransports {
  readonly #options: OpenTransportsOptions
  readonly #limits: StreamLimits
  readonly #messageLimits: MessageLimits
  readonly #transports: Transport[] = []
  readonly #homes: HomeNetworks
  readonly #webSockets: { [protocol in 'WS' | 'WSS']?: WebSocketTransport } = {}

  constructor(options: OpenTransportsOptions) {
    this.#options = options
    this.#homes = new HomeNetworks(options.network)
    this.#limits = { ...defaultStreamLimits, ...options.limits }
    this.#messageLimits = options.messageLimits ?? defaultLimits
  }

  /** @throws the system's error when the address cannot be had */
  async listen(address: ListenAddress): Promise<void> {
    this.#transports.push(await this.#bind(address))
    this.#homes.know(this.#transports)
  }

  acceptWebSocket(socket: WebSocketConnection, sentBy: string): void {
    const protocol = socket.secure ? 'WSS' : 'WS'
    let transport = this.#webSockets[protocol]
    if (transport === undefined) {
      const { clock, connections, receiver } = this.#options
      transport = new WebSocketTransport({
        secure: socket.secure,
        sentBy: oneLine(sentBy),
        clock,
        connections,
        limits: this.#limits,
        messageLimits: this.#messageLimits,
        receiver,
      })
      this.#webSockets[protocol] = transport
      this.#transports.push(transport)
    }
    transport.accept(socket)
  }

  async close(): Promise<void> {
    const closing = this.#transports.splice(0)
    this.#homes.know([])
    await Promise.all(closing.map((transport) => transport.close()))
  }

  /** What is bound, with the ports that were taken; WebSockets come from elsewhere. */
  get listening(): readonly Omit<ListenAddress, 'sentBy'>[] {
    const bound = this.#transports.filter(({ protocol }) => !protocol.startsWith('WS'))
    return bound.map(({ protocol, localAddress, localPort }) => ({
      transport: protocol === 'UDP' || protocol === 'TLS' ? protocol : 'TCP',
      address: localAddress,
      port: localPort,
    }))
  }

  /** The one that a request goes by; undefined when there is no socket for its target. */
  for(target: Target): Transport | undefined {
    const { flow } = target
    return flow === undefined ? this.to(target.transport, target.address) : this.of(flow)
  }

  /** The one that a flow belongs to. */
  of(flow: Flow): Transport | undefined {
    for (const transport of this.#transports) {
      if (
        transport.localPort === flow.localPort &&
        transport.protocol === flow.transport &&
        transport.localAddress === flow.localAddress
      ) {
        return transport
      }
    }
    return undefined
  }

  /** The first of that protocol and family; among several, the one in the target's network, or on loopback exactly when the target is. */
  to(protocol: TransportProtocol, address: string): Transport | undefined {
    let found: Transport | undefined
    // Nobody can connect to a browser.
    if (protocol === 'WS' || protocol === 'WSS') return undefined
    const neighbour = this.#homes.nextTo(protocol, address)
    if (neighbour !== undefined) return neighbour
    for (const transport of this.#transports) {
      const local = transport.localAddress
      if (transport.protocol !== protocol || isIPv6(local) !== isIPv6(address)) continue
      if (isWildcard(local) || isLoopback(local) === isLoopback(address)) return transport
      found ??= transport
    }
    return found
  }

  #bind(listen: ListenAddress): Promise<Transport> {
    const { network, clock, connections, receiver, onSocketError } = this.#options
    const { address, port } = listen
    const onError = (error: Error): void => onSocketError?.(error)
    const sentBy = (bound: number): string =>
      oneLine(listen.sentBy ?? hostPort(ownAddress(network, address), bound))
    const shared = { network, address, port, sentBy, receiver, onError }
    if (listen.transport === 'UDP') return UdpTransport.bind({ ...shared, limits: this.#messageLimits })
    return TcpTransport.listen({
      ...shared,
      protocol: listen.transport,
      clock,
      connections,
      limits: this.#limits,
      messageLimits: this.#messageLimits,
    })
  }
}
