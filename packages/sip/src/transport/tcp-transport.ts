/**
 * SIP over TCP (RFC 3261 §18), bare or inside TLS (§26.2.1): accepts connections and opens them. A connection is used
 * both ways and again, found by the address and port of its other end (§18.1.1, §18.2.2), and by the name that its
 * certificate was for (RFC 5922 §7.3).
 */
import type { Clock } from '../clock.ts'
import type { MessageLimits } from '../message/index.ts'
import { isWildcard } from './address.ts'
import type { ConnectionTable } from './connection-table.ts'
import type { Flow } from './flow.ts'
import type { ListenOptions, Network, Payload, TcpConnection, TcpListener } from './network.ts'
import { StreamConnection } from './stream-connection.ts'
import type { StreamLimits } from './stream-limits.ts'
import type { SendAddress, SendObserver, Transport, TransportReceiver } from './transport.ts'
import { TransportError } from './transport-error.ts'

export interface TcpTransportOptions {
  readonly protocol: 'TCP' | 'TLS'
  readonly network: Network
  readonly address: string
  readonly port: number
  /** What our Vias name (host:port), given the port that was bound. */
  sentBy(port: number): string
  readonly clock: Clock
  readonly connections: ConnectionTable
  readonly limits: StreamLimits
  readonly messageLimits: MessageLimits
  readonly receiver: TransportReceiver
  /** The listener has failed for good. */
  onError(error: Error): void
}

const nothing = Buffer.alloc(0)

function noTls(): never {
  throw new Error('this network has no TLS')
}

export class TcpTransport implements Transport {
  readonly protocol: 'TCP' | 'TLS'
  readonly localAddress: string
  readonly localPort: number
  readonly viaStart: string
  readonly #options: TcpTransportOptions
  readonly #listener: TcpListener

  private constructor(options: TcpTransportOptions, listener: TcpListener) {
    this.#options = options
    this.#listener = listener
    this.protocol = options.protocol
    this.localAddress = listener.address
    this.localPort = listener.port
    this.viaStart = `SIP/2.0/${options.protocol} ${options.sentBy(listener.port)};branch=`
  }

  /** Rejects when the address cannot be bound. */
  static async listen(options: TcpTransportOptions): Promise<TcpTransport> {
    const { protocol, network, address, port } = options
    let transport: TcpTransport | undefined
    const listening = {
      address,
      port,
      onConnection: (connection: TcpConnection) => {
        if (transport === undefined) connection.destroy()
        else transport.accept(connection)
      },
      onError: (error: Error) => options.onError(error),
    } satisfies ListenOptions
    const listener =
      protocol === 'TCP' ? network.listenTcp(listening) : (network.listenTls?.(listening) ?? noTls())
    transport = new TcpTransport(options, await listener)
    return transport
  }

  send(to: SendAddress, payload: Payload, observer?: SendObserver): number {
    const { connections, limits, receiver } = this.#options
    const existing = connections.find(this.protocol, to)
    if (existing === undefined && connections.size >= limits.connections) {
      receiver.counters.overLimit++
      observer?.onSendFailure(new TransportError('connection-limit'))
      return 0
    }
    const connection = existing ?? this.#open(to)
    connection.send(payload, observer)
    return connection.flow.connectionId
  }

  sendOver(connectionId: number, payload: Payload, observer?: SendObserver): boolean {
    const connection = this.#options.connections.get(connectionId)
    connection?.send(payload, observer)
    return connection !== undefined
  }

  /** Stops listening and ends the connections that are this listener's. */
  async close(): Promise<void> {
    for (const connection of [...this.#options.connections.values()]) {
      const { transport, localAddress, localPort } = connection.flow
      const ours =
        transport === this.protocol && localPort === this.localPort && localAddress === this.localAddress
      if (ours) connection.end()
    }
    await this.#listener.close()
  }

  private accept(connection: TcpConnection): void {
    const { connections, limits, receiver } = this.#options
    const tooMany =
      connections.size >= limits.connections ||
      (connections.unprovenFrom(connection.remoteAddress) >= limits.connectionsPerSource &&
        !receiver.knows(connection.remoteAddress))
    if (tooMany) {
      receiver.counters.overLimit++
      connection.destroy()
      return
    }
    const { remoteAddress: address, remotePort: port } = connection
    const adopted = this.#adopt(connection, { address, port }, true)
    // A handshake costs more than any message: who would be refused then is refused before.
    if (this.protocol === 'TLS' && !receiver.admit(adopted.flow, nothing)) connection.destroy()
  }

  #open({ address, port, name }: SendAddress): StreamConnection {
    const { network } = this.#options
    const from = isWildcard(this.localAddress) ? {} : { localAddress: this.localAddress }
    const to = { address, port, ...from }
    const connection =
      this.protocol === 'TCP'
        ? network.connectTcp(to)
        : (network.connectTls?.({ ...to, name: name ?? address }) ?? noTls())
    return this.#adopt(connection, { address, port, ...(name !== undefined && { name }) }, false)
  }

  #adopt(
    connection: TcpConnection,
    { address, port, name }: SendAddress,
    accepted: boolean,
  ): StreamConnection {
    const { clock, connections, limits, messageLimits, receiver } = this.#options
    const flow: Flow = {
      transport: this.protocol,
      localAddress: this.localAddress,
      localPort: this.localPort,
      remoteAddress: address,
      remotePort: port,
      connectionId: connections.nextId(),
    }
    const adopted = new StreamConnection({
      connection,
      flow,
      accepted,
      secure: this.protocol === 'TLS' ? { name } : undefined,
      clock,
      limits,
      messageLimits,
      receiver,
      onClose: (closed) => connections.remove(closed),
    })
    connections.add(adopted)
    return adopted
  }
}
