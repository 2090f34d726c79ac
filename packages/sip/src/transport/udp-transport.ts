/** SIP over UDP (RFC 3261 §18): one message a datagram, answered from the socket it came to (RFC 3581). */
import { type MessageLimits, parseMessage } from '../message/index.ts'
import type { Flow } from './flow.ts'
import type { Network, Payload, UdpSocket } from './network.ts'
import { answerBinding } from './stun-binding.ts'
import type { SendAddress, SendObserver, Transport, TransportReceiver } from './transport.ts'
import { TransportError } from './transport-error.ts'

export interface UdpTransportOptions {
  readonly network: Network
  readonly address: string
  readonly port: number
  /** What our Vias name (host:port), given the port that was bound. */
  sentBy(port: number): string
  readonly receiver: TransportReceiver
  readonly limits: MessageLimits
  /** The socket has failed for good. */
  onError(error: Error): void
}

/** The shortest message that could be one: anything below keeps a NAT open at best. */
const SHORTEST = 16

export class UdpTransport implements Transport {
  readonly protocol = 'UDP' as const
  readonly localAddress: string
  readonly localPort: number
  readonly viaStart: string
  readonly #socket: UdpSocket
  readonly #receiver: TransportReceiver

  private constructor(socket: UdpSocket, sentBy: string, receiver: TransportReceiver) {
    this.#socket = socket
    this.#receiver = receiver
    this.localAddress = socket.address
    this.localPort = socket.port
    this.viaStart = `SIP/2.0/UDP ${sentBy};rport;branch=`
  }

  /** Rejects when the address cannot be bound. */
  static async bind(options: UdpTransportOptions): Promise<UdpTransport> {
    const { network, address, port, receiver, limits } = options
    let transport: UdpTransport | undefined
    const socket = await network.bindUdp({
      address,
      port,
      onDatagram: (bytes, from, fromPort) => transport?.onDatagram(bytes, from, fromPort, limits),
      onError: (error) => options.onError(error),
    })
    transport = new UdpTransport(socket, options.sentBy(socket.port), receiver)
    return transport
  }

  send({ address, port }: SendAddress, payload: Payload, observer?: SendObserver): number {
    const { counters } = this.#receiver
    counters.sent++
    counters.bytesSent += payload.length
    this.#socket.send(payload, address, port, (error) => {
      counters.sendFailures++
      observer?.onSendFailure(TransportError.from(error, 'send-failed'))
    })
    return 0
  }

  sendOver(): boolean {
    return false
  }

  close(): Promise<void> {
    return this.#socket.close()
  }

  #answerPing(bytes: Buffer, flow: Flow): void {
    const { remoteAddress: address, remotePort: port } = flow
    const answer = answerBinding(bytes, address, port)
    if (answer !== undefined && this.#receiver.admit(flow, bytes)) this.send({ address, port }, answer)
  }

  private onDatagram(bytes: Buffer, remoteAddress: string, remotePort: number, limits: MessageLimits): void {
    const receiver = this.#receiver
    const flow: Flow = {
      transport: 'UDP',
      localAddress: this.localAddress,
      localPort: this.localPort,
      remoteAddress,
      remotePort,
      connectionId: 0,
    }
    receiver.counters.bytesReceived += bytes.length
    // Nothing of ours begins with a control character but CRLF; STUN and its like do (RFC 5626 §8).
    if (bytes.length < SHORTEST || ((bytes[0] ?? 0) < 32 && bytes[0] !== 13)) {
      receiver.counters.keepAlives++
      if (bytes[0] === 0) this.#answerPing(bytes, flow)
      return
    }
    if (receiver.admit(flow, bytes)) receiver.receive(parseMessage(bytes, limits), flow)
  }
}
