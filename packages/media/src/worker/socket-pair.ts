/** Two UDP sockets on an even port and the odd one above it: RTP and RTCP (RFC 3550 §11). */

import { createSocket, type Socket } from 'node:dgram'
import type { AddressInfo } from 'node:net'

export interface SocketPair {
  readonly rtp: Socket
  /** Undefined while it is not bound: see `bindRtp`. */
  rtcp: Socket | undefined
  readonly port: number
}

type Lookup = (
  host: string,
  options: unknown,
  found: (error: null, address: string, family: number) => void,
) => void

/** Peers are always IP addresses; answering at once saves dns its queue and a thread (5-7 % of a packet). */
const lookup4: Lookup = (host, _options, found) => found(null, host, 4)
const lookup6: Lookup = (host, _options, found) => found(null, host, 6)

/**
 * Binds the RTP of a pair at the even `port`; undefined when it is taken. The port above is this process's by its
 * configuration, and is bound by `bindRtcp` when there is something to report on: most pairs never see that much, and each
 * socket is one open file.
 */
export async function bindRtp(address: string, port: number): Promise<SocketPair | undefined> {
  const rtp = await bind(address, port)
  return rtp && { rtp, rtcp: undefined, port }
}

/** Binds the odd port of a pair. Resolves to its socket, or to undefined when it is taken. */
export async function bindRtcp(address: string, pair: SocketPair): Promise<Socket | undefined> {
  pair.rtcp ??= await bind(address, pair.port + 1)
  return pair.rtcp
}

/**
 * Binds both sockets around any port of the system's choice, which would give the one above to somebody else. Undefined when
 * one of the two is taken.
 */
export async function bindAnyPair(address: string): Promise<SocketPair | undefined> {
  const first = await bind(address, 0)
  if (!first) return undefined
  // The system gives odd ports as often as even ones: an odd one is the RTCP of the pair.
  const bound = portOf(first)
  const isRtp = bound % 2 === 0
  const second = await bind(address, isRtp ? bound + 1 : bound - 1)
  if (!second) {
    first.close()
    return undefined
  }
  return isRtp ? { rtp: first, rtcp: second, port: bound } : { rtp: second, rtcp: first, port: bound - 1 }
}

function bind(address: string, port: number): Promise<Socket | undefined> {
  const v6 = address.includes(':')
  const socket = createSocket({ type: v6 ? 'udp6' : 'udp4', lookup: v6 ? lookup6 : lookup4 })
  return new Promise((resolve) => {
    socket.once('error', () => {
      socket.close()
      resolve(undefined)
    })
    socket.bind({ port, address, exclusive: true }, () => {
      socket.removeAllListeners('error')
      // ICMP errors of a peer that went away; its silence is reported as such.
      socket.on('error', () => {})
      resolve(socket)
    })
  })
}

function portOf(socket: Socket): number {
  const info: AddressInfo = socket.address()
  return info.port
}
