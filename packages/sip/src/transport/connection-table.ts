/**
 * All connections of a transport layer: by number for flows, by peer for reuse (RFC 3261 §18, where a
 * connection serves both directions), and counted by source for the limits until whoever is at the other end has proved who it is.
 */
import type { Flow, TransportProtocol } from './flow.ts'
import type { Payload } from './network.ts'
import type { SendAddress, SendObserver } from './transport.ts'
import type { TransportError } from './transport-error.ts'

/** A connection of any kind. */
export interface Connection {
  readonly flow: Flow
  /** By the peer; else we opened it. */
  readonly accepted: boolean
  /** Whom its other end proved to be (RFC 5922). */
  readonly name?: string | undefined
  /** Whether whoever called us has proved to be of this name (RFC 5922 §7.2). */
  proves?(name: string): boolean
  /** Why it is over, when that was no orderly end. */
  readonly failure?: TransportError | undefined
  /** Sends, or tells the observer why not. */
  send(payload: Payload, observer?: SendObserver): void
  /** Ends in order; it is forgotten at once. */
  end(): void
}

export class ConnectionTable {
  readonly #byId = new Map<number, Connection>()
  readonly #byPeer = new Map<string, Connection>()
  readonly #bySource = new Map<string, number>()
  /** Numbers of those that are counted by their source. */
  readonly #counted = new Set<number>()
  #lastId: number

  readonly #removed: (connection: Connection) => void

  /**
   * Numbers begin anywhere, so that a flow stored before a restart is not mistaken for a new one.
   * @param removed told when a connection is over
   */
  constructor(
    removed: (connection: Connection) => void = () => {},
    firstId = Math.floor(Math.random() * 0x20000000),
  ) {
    this.#removed = removed
    this.#lastId = firstId
  }

  get size(): number {
    return this.#byId.size
  }

  nextId(): number {
    this.#lastId = this.#lastId >= 0x3fffffff ? 1 : this.#lastId + 1
    return this.#lastId
  }

  /** How many connections from that address have been accepted and have proved nothing. */
  unprovenFrom(address: string): number {
    return this.#bySource.get(address) ?? 0
  }

  /** The other end has proved who it is. */
  proved(id: number): void {
    const connection = this.#byId.get(id)
    if (connection !== undefined) this.#countNoMore(connection)
  }

  get(id: number): Connection | undefined {
    return this.#byId.get(id)
  }

  /**
   * The connection to use for that peer, accepted or opened, newest first.
   * @param name whom it must have proved to be; left out: the address suffices
   */
  find(protocol: TransportProtocol, { address, port, name }: SendAddress): Connection | undefined {
    return this.#byPeer.get(peerKey(protocol, address, port, name))
  }

  add(connection: Connection): void {
    const { connectionId, remoteAddress } = connection.flow
    this.#byId.set(connectionId, connection)
    for (const key of keysOf(connection)) this.#byPeer.set(key, connection)
    if (!connection.accepted) return
    this.#counted.add(connectionId)
    this.#bySource.set(remoteAddress, this.unprovenFrom(remoteAddress) + 1)
  }

  remove(connection: Connection): void {
    if (!this.#byId.delete(connection.flow.connectionId)) return
    for (const key of keysOf(connection)) if (this.#byPeer.get(key) === connection) this.#byPeer.delete(key)
    this.#countNoMore(connection)
    this.#removed(connection)
  }

  #countNoMore({ flow: { connectionId, remoteAddress } }: Connection): void {
    if (!this.#counted.delete(connectionId)) return
    const left = this.unprovenFrom(remoteAddress) - 1
    if (left > 0) this.#bySource.set(remoteAddress, left)
    else this.#bySource.delete(remoteAddress)
  }

  values(): IterableIterator<Connection> {
    return this.#byId.values()
  }
}

function keysOf({ flow: { transport, remoteAddress, remotePort }, name }: Connection): readonly string[] {
  const key = peerKey(transport, remoteAddress, remotePort, undefined)
  return name === undefined ? [key] : [key, peerKey(transport, remoteAddress, remotePort, name)]
}

function peerKey(
  protocol: TransportProtocol,
  address: string,
  port: number,
  name: string | undefined,
): string {
  return name === undefined ? `${protocol} ${address} ${port}` : `${protocol} ${address} ${port} ${name}`
}
