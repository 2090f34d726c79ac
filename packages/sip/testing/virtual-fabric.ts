/** What the sockets of the virtual network need of it. */
import type { Clock } from '../src/clock.ts'
import type { ListenOptions, Payload } from '../src/transport/network.ts'

/** One of the two ends of a datagram or a stream. */
export interface Endpoint {
  readonly address: string
  readonly port: number
}

/** How bad the network is. */
export interface Conditions {
  /** Share of datagrams that never arrive, 0 to 1. */
  readonly loss: number
  /** Share of datagrams that arrive twice, 0 to 1. */
  readonly duplication: number
  /** Milliseconds that everything takes at least. */
  readonly delay: number
  /** Milliseconds that it may take longer, at random: what lets datagrams overtake each other. */
  readonly jitter: number
  /** Bytes of the largest datagram; larger ones are refused at the sender. */
  readonly mtu: number
  /** Bytes of the largest piece in which a stream arrives; each piece has a random size up to it. */
  readonly chunk: number
}

export interface Fabric {
  readonly clock: Clock
  readonly random: () => number
  readonly conditions: Conditions
  /** How many milliseconds the next thing under way takes. */
  transit(): number
  isCut(one: string, other: string): boolean
  listener(address: string, port: number): ListenOptions | undefined
}

/** A copy of what is sent, as the wire would take it. */
export function bytesOf(payload: Payload): Buffer {
  return typeof payload === 'string' ? Buffer.from(payload, 'latin1') : Buffer.from(payload)
}
