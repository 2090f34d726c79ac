/** A socket of Node as the transports want it, bare or the inside of TLS. */
import type { Socket } from 'node:net'
import type { ConnectionHandler, Payload, TcpConnection } from './network.ts'

/**
 * After so much silence on a connection that we opened, the kernel asks whether the other end is still there, as often as RFC
 * 5626 §4.4.1 has it. Some probes later a dead one is over, and a router in between has not forgotten a live one. Those that
 * we accepted are left alone: a phone that was out of reach for a moment would not know that it has to call again.
 */
export const KEEP_ALIVE_MS = 95_000

/** Until its owner has set a handler nothing can have happened; this one only says so. */
const unowned: ConnectionHandler = { onBytes() {}, onClose() {} }

/** The event by which a socket says that it is up. */
export type UpEvent = 'connect' | 'secure' | 'secureConnect'

export class NodeConnection implements TcpConnection {
  readonly remoteAddress: string
  readonly remotePort: number
  handler: ConnectionHandler = unowned
  proves?: (name: string) => boolean
  readonly #socket: Socket
  #error: Error | undefined

  constructor(socket: Socket, remoteAddress: string, remotePort: number, up: UpEvent = 'connect') {
    this.#socket = socket
    this.remoteAddress = remoteAddress
    this.remotePort = remotePort
    socket.on(up, () => this.handler.onConnect?.())
    socket.on('data', (bytes) => this.handler.onBytes(bytes))
    socket.on('error', (error) => {
      this.#error = error
    })
    socket.on('close', () => this.handler.onClose(this.#error))
  }

  get localAddress(): string {
    return this.#socket.localAddress ?? ''
  }

  get localPort(): number {
    return this.#socket.localPort ?? 0
  }

  get bufferedBytes(): number {
    return this.#socket.writableLength
  }

  write(payload: Payload, failed?: (error: Error) => void): void {
    const done = (error?: Error | null): void => {
      if (error) failed?.(error)
    }
    if (typeof payload === 'string') this.#socket.write(payload, 'latin1', done)
    else this.#socket.write(payload, done)
  }

  end(): void {
    this.#socket.destroySoon()
  }

  destroy(error?: Error): void {
    this.#socket.destroy(error)
  }
}
