/**
 * WebSockets of pages, carried between the thread that holds them and the engine's: a message here is a SIP message
 * there. Each end keeps the sockets by a number.
 */
import type { WebSocketConnection, WebSocketHandler } from '@mainline/sip'

/** Who is at the other end. */
export interface SocketPeer {
  readonly remoteAddress: string
  readonly remotePort: number
  /** By TLS all the way to the browser. */
  readonly secure: boolean
}

/** To the engine. */
export type SocketNews =
  | { readonly do: 'socket-opened'; readonly socket: number; readonly peer: SocketPeer }
  | { readonly do: 'socket-received'; readonly socket: number; readonly bytes: Uint8Array }
  /** The peer has taken so many bytes. */
  | { readonly do: 'socket-taken'; readonly socket: number; readonly bytes: number }
  | { readonly do: 'socket-closed'; readonly socket: number }

/** From the engine. */
export type SocketOrder =
  | { readonly said: 'socket-send'; readonly socket: number; readonly bytes: Uint8Array }
  | { readonly said: 'socket-close'; readonly socket: number; readonly code: number }

/** What an accepted socket does for the engine. */
export interface HeldSocket {
  send(message: Uint8Array, taken: () => void): void
  close(code: number): void
}

/** The door through which accepted sockets go to the engine. */
export class SocketDoor {
  readonly #tell: (news: SocketNews) => void
  readonly #held = new Map<number, HeldSocket>()
  #last = 0

  constructor(tell: (news: SocketNews) => void) {
    this.#tell = tell
  }

  /** Hands a socket over. @returns what its owner must tell */
  open(peer: SocketPeer, held: HeldSocket): { received(message: Buffer): void; closed(): void } {
    this.#last += 1
    const socket = this.#last
    this.#held.set(socket, held)
    this.#tell({ do: 'socket-opened', socket, peer })
    return {
      received: (bytes) => this.#tell({ do: 'socket-received', socket, bytes }),
      closed: () => {
        if (this.#held.delete(socket)) this.#tell({ do: 'socket-closed', socket })
      },
    }
  }

  obey(order: SocketOrder): void {
    const { socket } = order
    const held = this.#held.get(socket)
    if (order.said === 'socket-close') held?.close(order.code)
    else held?.send(order.bytes, () => this.#tell({ do: 'socket-taken', socket, bytes: order.bytes.length }))
  }
}

/** The sockets as the engine's thread has them. */
export class CarriedSockets {
  readonly #order: (order: SocketOrder) => void
  readonly #accept: (socket: WebSocketConnection) => void
  readonly #sockets = new Map<number, CarriedSocket>()

  constructor(order: (order: SocketOrder) => void, accept: (socket: WebSocketConnection) => void) {
    this.#order = order
    this.#accept = accept
  }

  hear(news: SocketNews): void {
    if (news.do === 'socket-opened') {
      const opened = new CarriedSocket(news.socket, news.peer, this.#order)
      this.#sockets.set(news.socket, opened)
      this.#accept(opened)
      return
    }
    const known = this.#sockets.get(news.socket)
    if (news.do === 'socket-closed') {
      this.#sockets.delete(news.socket)
      known?.handler.onClose()
    } else if (news.do === 'socket-taken') known?.taken(news.bytes)
    else known?.handler.onMessage(Buffer.from(news.bytes))
  }
}

class CarriedSocket implements WebSocketConnection {
  readonly remoteAddress: string
  readonly remotePort: number
  readonly secure: boolean
  bufferedBytes = 0
  handler: WebSocketHandler = { onMessage() {}, onClose() {} }
  readonly #number: number
  readonly #order: (order: SocketOrder) => void

  constructor(number: number, peer: SocketPeer, order: (order: SocketOrder) => void) {
    this.#number = number
    this.#order = order
    this.remoteAddress = peer.remoteAddress
    this.remotePort = peer.remotePort
    this.secure = peer.secure
  }

  send(message: Buffer): void {
    this.bufferedBytes += message.length
    // Posting copies what may be a slice of a larger buffer.
    this.#order({ said: 'socket-send', socket: this.#number, bytes: Uint8Array.from(message) })
  }

  close(code: number): void {
    this.#order({ said: 'socket-close', socket: this.#number, code })
  }

  taken(bytes: number): void {
    this.bufferedBytes -= bytes
  }
}
