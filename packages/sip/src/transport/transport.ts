/**
 * The seam between the transport layer and one transport. They differ
 * in how bytes become messages, not in what the layer needs of them.
 */
import type { ParseFailure, SipRequest, SipResponse } from '../message/index.ts'
import type { Flow, TransportProtocol } from './flow.ts'
import type { Payload } from './network.ts'
import type { TransportCounters } from './transport-counters.ts'
import type { TransportError } from './transport-error.ts'

/** Whoever sends something and wants to know when that fails. Called at any time, at once included. */
export interface SendObserver {
  onSendFailure(error: TransportError): void
}

/** What a transport tells the layer. */
export interface TransportReceiver {
  readonly counters: TransportCounters
  /** Asked before any parsing; false drops the datagram, or closes the connection. */
  admit(flow: Flow, bytes: Buffer): boolean
  /** Whether peers at that address need prove nothing, and may have any number of connections. */
  knows(address: string): boolean
  /** A message, or what could not be read as one, came over the flow. */
  receive(message: SipRequest | SipResponse | ParseFailure, flow: Flow): void
}

/** Where something is sent: a target or a route of a response. */
export interface SendAddress {
  readonly address: string
  readonly port: number
  /** Whom the certificate of a TLS peer must be for. */
  readonly name?: string
}

/** One listening socket and what belongs to it. */
export interface Transport {
  readonly protocol: TransportProtocol
  /** As bound; a wildcard stays one. */
  readonly localAddress: string
  readonly localPort: number
  /** A Via of ours up to where the branch follows. */
  readonly viaStart: string
  /** Sends to an address, over an existing connection to it where there is one. @returns that connection's number; 0: none */
  send(to: SendAddress, payload: Payload, observer?: SendObserver): number
  /** Sends over one connection; false when it is gone. Never called where flows have no connection. */
  sendOver(connectionId: number, payload: Payload, observer?: SendObserver): boolean
  close(): Promise<void>
}
