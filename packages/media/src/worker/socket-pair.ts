/** Two UDP sockets on an even port and the odd one above it: RTP and RTCP (RFC 3550 §11). */

import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import type { AddressInfo } from 'node:net'

export interface SocketPair {
  readonly rtp: Socket
  readonly rtcp: Socket
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
 * Binds the pair at the even `port`, or around any port of the system's choice when it is 0. Resolves to undefined when one
 * of the two is taken.
 */
export async function bindPair(address: string, port: number): Promise<SocketPair | undefined> {
  const first = await bind(address, port)
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

/** What a socket hands over with each datagram. */
export type Received = (packet: Buffer, from: RemoteInfo) => void

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
