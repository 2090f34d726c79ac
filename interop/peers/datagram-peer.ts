/** Somebody who throws datagrams at the server and keeps what comes back: no SIP stack, so nothing is too wrong to send. */
import { createSocket, type Socket } from 'node:dgram'
import { sleep, until } from './waiting.ts'

export interface Endpoint {
  readonly address: string
  readonly port: number
}

export class DatagramPeer implements AsyncDisposable {
  readonly #sockets: readonly Socket[]
  readonly #server: Endpoint
  /** What came back, oldest first, one character a byte. */
  readonly received: string[] = []
  #sent = 0

  private constructor(sockets: readonly Socket[], server: Endpoint) {
    this.#sockets = sockets
    this.#server = server
    for (const socket of sockets)
      socket.on('message', (bytes) => this.received.push(bytes.toString('latin1')))
  }

  /**
   * Binds `ports` (0 for any) of `address`: a server answers to the port that a Via names, which need not be the one that
   * sent. Sends from the first.
   */
  static async bind(
    server: Endpoint,
    address: string,
    ports: readonly number[] = [0],
  ): Promise<DatagramPeer> {
    const sockets = await Promise.all(ports.map((port) => bound(address, port)))
    return new DatagramPeer(sockets, server)
  }

  get address(): string {
    return this.#first.address().address
  }

  get port(): number {
    return this.#first.address().port
  }

  get sent(): number {
    return this.#sent
  }

  send(message: string | Buffer): Promise<void> {
    const bytes = typeof message === 'string' ? Buffer.from(message, 'latin1') : message
    this.#sent += 1
    // What a datagram cannot carry was never a message: not the server's business.
    if (bytes.length === 0 || bytes.length > 65_507) return Promise.resolve()
    return new Promise((resolve) => {
      this.#first.send(bytes, this.#server.port, this.#server.address, () => resolve())
    })
  }

  /** Sends all that `next` gives, `perSecond` of them, in steps of 10 ms. */
  async sendMany(count: number, perSecond: number, next: () => string | Buffer): Promise<void> {
    const started = performance.now()
    for (let done = 0; done < count; ) {
      const due = Math.min(count, Math.ceil(((performance.now() - started + 10) * perSecond) / 1_000))
      while (done < due) {
        done += 1
        await this.send(next())
      }
      this.received.length = 0
      await sleep(10)
    }
  }

  /** The first received message that fits, or undefined when none came in time. */
  async find(fits: (message: string) => boolean, timeoutMs: number): Promise<string | undefined> {
    try {
      return await until('a message', () => this.received.find(fits), timeoutMs)
    } catch {
      return undefined
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(
      this.#sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))),
    )
  }

  get #first(): Socket {
    const [first] = this.#sockets
    if (!first) throw new Error('no port was bound')
    return first
  }
}

function bound(address: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 4_000_000, sendBufferSize: 1_000_000 })
    socket.once('error', reject)
    socket.bind(port, address, () => resolve(socket))
  })
}

/** A loopback address that nobody else is likely to use right now: its ports are all free. */
export function strangerAddress(): string {
  const byte = () => 1 + Math.floor(Math.random() * 253)
  return `127.${64 + Math.floor(Math.random() * 60)}.${byte()}.${byte()}`
}

export const statusOf = (message: string): number => Number(/^SIP\/2\.0 (\d{3})/.exec(message)?.[1] ?? 0)
