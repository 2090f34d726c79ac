/**
 * Streams of the virtual network: in order and complete like TCP, but cut into random pieces, stalled by a cut
 * cable, and broken when it stays cut.
 */
import type { ConnectionHandler, Payload, TcpConnection } from '../src/transport/network.ts'
import { bytesOf, type Endpoint, type Fabric } from './virtual-fabric.ts'

/** Milliseconds between attempts to get through a cut cable, and how many there are until a stream breaks. */
const RETRY = 1000
const RETRIES = 60

const unowned: ConnectionHandler = { onBytes() {}, onClose() {} }

interface Piece {
  readonly bytes: Buffer | 'end'
  readonly failed: ((error: Error) => void) | undefined
}

/** A connection that is wanted. */
export interface VirtualWay {
  readonly local: Endpoint
  /** Where it comes from for the other end, which a NAT may have changed. */
  readonly seen: Endpoint
  readonly remote: Endpoint
  /** With a TLS handshake. */
  readonly secure: boolean
}

/** Begins to connect; what happens is told to the handler later. */
export function openVirtualConnection(network: Fabric, way: VirtualWay): TcpConnection {
  const near = new VirtualConnection(network, way.local, way.remote)
  attempt(network, near, way, RETRIES)
  return near
}

function attempt(network: Fabric, near: VirtualConnection, way: VirtualWay, left: number): void {
  const { seen, remote, secure } = way
  network.clock.after(network.transit(), () => {
    if (near.closed) return
    if (network.isCut(seen.address, remote.address)) {
      if (left === 0) near.lose(new Error('ETIMEDOUT'))
      else network.clock.after(RETRY, () => attempt(network, near, way, left - 1))
      return
    }
    const listener = network.listener(remote.address, remote.port)
    if (listener === undefined) {
      near.lose(new Error('ECONNREFUSED'))
      return
    }
    const far = new VirtualConnection(network, remote, seen)
    near.join(far)
    far.join(near)
    listener.onConnection(far)
    network.clock.after(network.transit(), () => {
      if (secure) far.connected()
      near.connected()
    })
  })
}

class VirtualConnection implements TcpConnection {
  readonly localAddress: string
  readonly localPort: number
  readonly remoteAddress: string
  readonly remotePort: number
  handler: ConnectionHandler = unowned
  closed = false
  readonly #network: Fabric
  #peer: VirtualConnection | undefined
  readonly #pieces: Piece[] = []
  #moving = false
  #ending = false
  bufferedBytes = 0

  constructor(network: Fabric, local: Endpoint, remote: Endpoint) {
    this.#network = network
    this.localAddress = local.address
    this.localPort = local.port
    this.remoteAddress = remote.address
    this.remotePort = remote.port
  }

  write(payload: Payload, failed?: (error: Error) => void): void {
    if (this.closed || this.#ending) {
      this.#network.clock.after(0, () => failed?.(new Error('EPIPE')))
      return
    }
    const bytes = bytesOf(payload)
    this.bufferedBytes += bytes.length
    for (let start = 0; start < bytes.length; ) {
      const size = 1 + Math.floor(this.#network.random() * this.#network.conditions.chunk)
      this.#pieces.push({
        bytes: bytes.subarray(start, start + size),
        failed: start === 0 ? failed : undefined,
      })
      start += size
    }
    this.#move(RETRIES)
  }

  end(): void {
    if (this.closed || this.#ending) return
    this.#ending = true
    this.#pieces.push({ bytes: 'end', failed: undefined })
    this.#move(RETRIES)
  }

  destroy(error?: Error): void {
    if (this.closed) return
    const peer = this.#peer
    this.lose(error)
    this.#network.clock.after(this.#network.transit(), () => peer?.lose(new Error('ECONNRESET')))
  }

  /** @internal */
  join(peer: VirtualConnection): void {
    this.#peer = peer
    this.#move(RETRIES)
  }

  /** @internal */
  connected(): void {
    if (!this.closed) this.handler.onConnect?.()
  }

  /** @internal It is over at this end. */
  lose(error?: Error): void {
    if (this.closed) return
    this.closed = true
    this.bufferedBytes = 0
    const broken = error ?? new Error('EPIPE')
    const pieces = this.#pieces.splice(0)
    this.#network.clock.after(0, () => {
      for (const { failed } of pieces) failed?.(broken)
      this.handler.onClose(error)
    })
  }

  /** One piece after the other, so that nothing overtakes. */
  #move(retries: number): void {
    const peer = this.#peer
    if (this.#moving || this.#pieces.length === 0 || peer === undefined) return
    this.#moving = true
    const network = this.#network
    network.clock.after(network.transit(), () => {
      this.#moving = false
      if (this.closed) return
      if (!network.isCut(this.localAddress, peer.localAddress)) this.#deliver(peer)
      else if (retries > 0) network.clock.after(RETRY, () => this.#move(retries - 1))
      else this.destroy(new Error('ETIMEDOUT'))
    })
  }

  #deliver(peer: VirtualConnection): void {
    const piece = this.#pieces.shift()
    if (piece === undefined) return
    if (piece.bytes === 'end') {
      this.lose()
      peer.lose()
      return
    }
    this.bufferedBytes -= piece.bytes.length
    if (!peer.closed) peer.handler.onBytes(Buffer.from(piece.bytes))
    this.#move(RETRIES)
  }
}
