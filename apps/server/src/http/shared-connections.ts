/** No client has more than its share of the connections: a stranger who takes all of them would shut everybody else out. */
import type { Server } from 'node:net'
import { networkKey } from '../network-key.ts'

/**
 * Ends at once what a client opens beyond its share. A proxy in front of us stands for many.
 *
 * @param most connections of one IPv4 address, or of one network of IPv6 (/64)
 */
export function shareConnections(server: Server, most: number): void {
  const open = new Map<string, number>()
  server.on('connection', (socket) => {
    const { remoteAddress = '' } = socket
    if (isLoopback(remoteAddress)) return
    const client = networkKey(remoteAddress)
    const others = open.get(client) ?? 0
    if (others >= most) {
      socket.destroy()
      return
    }
    open.set(client, others + 1)
    socket.once('close', () => {
      const left = (open.get(client) ?? 1) - 1
      if (left === 0) open.delete(client)
      else open.set(client, left)
    })
  })
}

const isLoopback = (address: string): boolean => /^(?:::ffff:)?127\.|^::1$/.test(address)
