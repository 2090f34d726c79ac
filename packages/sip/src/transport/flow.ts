/**
 * Where a message came from and where one goes. A flow (RFC 5626 §3) is the pair of addresses that a message
 * travelled over, with the connection when there is one; a destination is what a transaction user names.
 */
import type { SipUri } from '../message/index.ts'

/** The transports of RFC 3261 §19.1.1 and RFC 7118. */
export type TransportProtocol = 'UDP' | 'TCP' | 'TLS' | 'WS' | 'WSS'

/** How a message came; responses, and requests to a registered flow, go back over it. Plain data, may be stored. */
export interface Flow {
  readonly transport: TransportProtocol
  readonly localAddress: string
  readonly localPort: number
  readonly remoteAddress: string
  readonly remotePort: number
  /** Identifies a stream connection among all of this transport layer; 0 for UDP. */
  readonly connectionId: number
  /** Whom it is from, where that is not the other end but somebody behind a proxy that is believed. */
  readonly origin?: Origin
}

/** Where a message set out, as the proxy saw it that it reached first. Nothing is sent there but through that proxy. */
export interface Origin {
  readonly transport: 'UDP' | 'TCP' | 'TLS'
  readonly address: string
  readonly port: number
}

/** The IP address of whoever a message is from: what people are known and judged by. */
export const sourceAddress = (flow: Pick<Flow, 'remoteAddress' | 'origin'>): string =>
  flow.origin?.address ?? flow.remoteAddress

/** The port that belongs to `sourceAddress`. */
export const sourcePort = (flow: Pick<Flow, 'remotePort' | 'origin'>): number =>
  flow.origin?.port ?? flow.remotePort

/** The transport that belongs to `sourceAddress`. */
export const sourceTransport = (flow: Pick<Flow, 'transport' | 'origin'>): TransportProtocol =>
  flow.origin?.transport ?? flow.transport

/**
 * Where a request shall go: a known address, back over a flow, or by RFC 3263 from a URI. A flow without a connection (0) names
 * the socket of ours that is to send, too; otherwise that is chosen.
 */
export type Destination =
  | {
      readonly transport: TransportProtocol
      readonly address: string
      readonly port: number
      /** As in `Target`. */
      readonly upgradable?: boolean
    }
  | { readonly flow: Flow }
  | { readonly uri: SipUri }

/** One address to try: what a destination resolves to. */
export interface Target {
  readonly transport: TransportProtocol
  readonly address: string
  readonly port: number
  /** Whom the certificate of a TLS peer must be for; left out: the address itself (RFC 5922 §7.3). */
  readonly name?: string
  /** Set when the request must use this very flow (RFC 5626 §5.3). */
  readonly flow?: Flow
  /** The transport was our choice, so a long request may go by TCP instead (RFC 3261 §18.1.1). */
  readonly upgradable?: boolean
}

/** The addresses to try, in order: never none. */
export type Targets = readonly [Target, ...Target[]]

/** Whether the transport delivers reliably, which sets several timers to zero (RFC 3261 §17). */
export function isReliable(transport: TransportProtocol): boolean {
  return transport !== 'UDP'
}

/** The port meant when none is written (RFC 3261 §19.1.2, RFC 7118 §8). */
export function defaultPort(transport: TransportProtocol): number {
  switch (transport) {
    case 'TLS':
      return 5061
    case 'WS':
      return 80
    case 'WSS':
      return 443
    default:
      return 5060
  }
}
