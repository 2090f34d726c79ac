/** Where a response goes (RFC 3261 §18.2.2, RFC 3581 §4). */
import type { Via } from '../message/index.ts'
import { isAddress } from './address.ts'
import { defaultPort, type Flow, isReliable } from './flow.ts'

/** Back over the flow; to this address for UDP, or when the connection is gone. */
export interface ResponseRoute {
  readonly flow: Flow
  readonly address: string
  readonly port: number
}

/**
 * The route of every response to a request whose top Via this is, after `setReceived`.
 * A datagram goes to maddr, else to where the request came from: at the port it came from when the client asked
 * for that by rport, else at the port of sent-by. For a connection this is the way to take when it is closed.
 */
export function responseRoute(via: Via, flow: Flow): ResponseRoute {
  const port = via.port ?? defaultPort(flow.transport)
  if (isReliable(flow.transport)) return { flow, address: flow.remoteAddress, port }
  const { maddr } = via
  if (maddr !== undefined && isAddress(unbracket(maddr))) return { flow, address: unbracket(maddr), port }
  return { flow, address: flow.remoteAddress, port: via.rport === undefined ? port : flow.remotePort }
}

/** A name in maddr would need DNS for an answer, which nobody uses: it is ignored. */
function unbracket(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host
}
