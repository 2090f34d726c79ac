/** A peer without a stack: notes every datagram with its time, and sends whatever a test writes. */
import type { UdpSocket } from '../src/transport/network.ts'
import type { Endpoint } from './virtual-fabric.ts'
import type { VirtualHost } from './virtual-network.ts'

export interface WireEntry extends Endpoint {
  /** Milliseconds of the network's clock. */
  readonly at: number
  readonly text: string
}

export class VirtualWire {
  readonly log: WireEntry[] = []
  readonly #socket: UdpSocket

  private constructor(socket: UdpSocket, log: WireEntry[]) {
    this.#socket = socket
    this.log = log
  }

  /** Opens a UDP socket on the host's first address. */
  static async open(host: VirtualHost, port = 5060): Promise<VirtualWire> {
    const log: WireEntry[] = []
    const socket = await host.bindUdp({
      address: host.address,
      port,
      onDatagram: (bytes, address, from) =>
        log.push({ at: host.network.clock.now(), address, port: from, text: bytes.toString('latin1') }),
      onError: (error) => {
        throw error
      },
    })
    return new VirtualWire(socket, log)
  }

  get address(): string {
    return this.#socket.address
  }

  /** First lines of what came. */
  get lines(): readonly string[] {
    return this.log.map(({ text }) => text.slice(0, text.indexOf('\r\n')))
  }

  /** The latest message that came; fails when there is none. */
  get last(): string {
    const entry = this.log.at(-1)
    if (entry === undefined) throw new Error('nothing came')
    return entry.text
  }

  /** Sends a datagram; lines may be separated by plain line feeds, as template strings have them. */
  send(text: string, address: string, port = 5060): void {
    this.#socket.send(text.replace(/\r?\n/g, '\r\n'), address, port)
  }

  /** Answers a request as a user agent would, copying what RFC 3261 §8.2.6.2 says; the To tag is `peer`. */
  answer(request: WireEntry | undefined, status: number, extra = '', body = ''): void {
    if (request === undefined) throw new Error('no such request')
    const copied = request.text.match(/^(?:Via|From|To|Call-ID|CSeq):.*$/gim) ?? []
    const head = copied.map((line) =>
      /^To:/i.test(line) && !line.includes(';tag=') ? `${line};tag=peer` : line,
    )
    this.send(
      `SIP/2.0 ${status} Whatever\n${head.join('\n')}\n${extra}Content-Length: ${body.length}\n\n${body}`,
      request.address,
      request.port,
    )
  }
}
