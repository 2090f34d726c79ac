/**
 * SIP over WebSocket (RFC 7118), the server's side: it carries what it is handed and opens none itself, for a browser
 * can be called only over the connection that it made (§5.2, RFC 5626 §5.3).
 */
import type { Clock } from '../clock.ts'
import type { MessageLimits } from '../message/index.ts'
import type { ConnectionTable } from './connection-table.ts'
import type { Payload } from './network.ts'
import type { StreamLimits } from './stream-limits.ts'
import type { SendAddress, SendObserver, Transport, TransportReceiver } from './transport.ts'
import { TransportError } from './transport-error.ts'
import type { WebSocketConnection } from './web-socket.ts'
import { CarriedWebSocket } from './websocket-connection.ts'

export interface WebSocketTransportOptions {
  readonly secure: boolean
  /** What our Vias name. */
  readonly sentBy: string
  readonly clock: Clock
  readonly connections: ConnectionTable
  readonly limits: StreamLimits
  readonly messageLimits: MessageLimits
  readonly receiver: TransportReceiver
}

export class WebSocketTransport implements Transport {
  readonly protocol: 'WS' | 'WSS'
  readonly localAddress: string
  /** The port is the HTTP server's. */
  readonly localPort = 0
  readonly viaStart: string
  readonly #options: WebSocketTransportOptions

  constructor(options: WebSocketTransportOptions) {
    this.#options = options
    this.protocol = options.secure ? 'WSS' : 'WS'
    this.localAddress = options.sentBy
    this.viaStart = `SIP/2.0/${this.protocol} ${options.sentBy};branch=`
  }

  /** Takes a WebSocket over; closes it when there are too many. */
  accept(socket: WebSocketConnection): void {
    const { connections, limits, receiver, clock, messageLimits } = this.#options
    const tooMany =
      connections.size >= limits.connections ||
      connections.unprovenFrom(socket.remoteAddress) >= limits.connectionsPerSource
    if (tooMany) {
      receiver.counters.overLimit++
      socket.close(1013)
      return
    }
    const { remoteAddress, remotePort } = socket
    const flow = {
      transport: this.protocol,
      localAddress: this.localAddress,
      localPort: this.localPort,
      remoteAddress,
      remotePort,
      connectionId: connections.nextId(),
    }
    const onClose = (closed: CarriedWebSocket) => connections.remove(closed)
    connections.add(new CarriedWebSocket({ socket, flow, clock, limits, messageLimits, receiver, onClose }))
  }

  send(to: SendAddress, payload: Payload, observer?: SendObserver): number {
    const connection = this.#options.connections.find(this.protocol, to)
    if (connection !== undefined) connection.send(payload, observer)
    else observer?.onSendFailure(new TransportError('connection-closed'))
    return connection?.flow.connectionId ?? 0
  }

  sendOver(connectionId: number, payload: Payload, observer?: SendObserver): boolean {
    const connection = this.#options.connections.get(connectionId)
    connection?.send(payload, observer)
    return connection !== undefined
  }

  async close(): Promise<void> {
    for (const connection of [...this.#options.connections.values()])
      if (connection.flow.transport === this.protocol) connection.end()
  }
}
