/** The network of this host: sockets of Node, with large receive buffers and no lookups for literal addresses. */
import { createSocket } from 'node:dgram'
import { connect, createServer, type Socket } from 'node:net'
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os'
import { isIPv6 } from './address.ts'
import type {
  ConnectOptions,
  ListenOptions,
  Network,
  TcpConnection,
  TcpListener,
  UdpOptions,
  UdpSocket,
} from './network.ts'
import { KEEP_ALIVE_MS, NodeConnection } from './node-connection.ts'
import type { NodeTls } from './node-tls.ts'

/** Survives a burst while the process collects garbage; the kernel grants what it allows. */
const RECEIVE_BUFFER = 4 * 1024 * 1024

const keptAlive = { noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS }

type LookupCallback = (error: Error | null, address: string, family: number) => void

/** We only send to literal addresses, so there is nothing to look up. */
function literal(address: string, _options: unknown, callback: LookupCallback): void {
  callback(null, address, isIPv6(address) ? 6 : 4)
}

/** The real network. @param tls left out: none is spoken */
export function nodeNetwork(tls?: NodeTls): Network {
  const plain = {
    bindUdp,
    listenTcp: (options: ListenOptions) => listen(options, bare),
    connectTcp,
    addresses,
    networks,
  }
  if (tls === undefined) return plain
  return {
    ...plain,
    listenTls: (options) => listen(options, (socket) => tls.accept(socket)),
    connectTls: (options) => tls.connect(options),
  }
}

const bare = (socket: Socket): TcpConnection =>
  new NodeConnection(socket, socket.remoteAddress ?? '', socket.remotePort ?? 0)

function bindUdp(options: UdpOptions): Promise<UdpSocket> {
  const { address, port } = options
  const socket = createSocket({
    type: isIPv6(address) ? 'udp6' : 'udp4',
    recvBufferSize: RECEIVE_BUFFER,
    ipv6Only: isIPv6(address),
    lookup: literal,
  })
  socket.on('message', (bytes, from) => options.onDatagram(bytes, from.address, from.port))
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.bind({ address, port, exclusive: true }, () => {
      socket.off('error', reject)
      socket.on('error', options.onError)
      const bound = socket.address()
      resolve({
        address: bound.address,
        port: bound.port,
        send(payload, to, toPort, failed) {
          const bytes = typeof payload === 'string' ? Buffer.from(payload, 'latin1') : payload
          try {
            socket.send(bytes, toPort, to, (error) => {
              if (error !== null) failed?.(error)
            })
          } catch (error) {
            // Port 0, as a record of DNS may have it, or a socket that is closed.
            failed?.(error instanceof Error ? error : new Error(String(error)))
          }
        },
        close: () => new Promise((closed) => socket.close(() => closed())),
      })
    })
  })
}

function listen(options: ListenOptions, inside: (socket: Socket) => TcpConnection): Promise<TcpListener> {
  const { address, port } = options
  const server = createServer({ noDelay: true }, (socket) => options.onConnection(inside(socket)))
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: address, port, ipv6Only: isIPv6(address), exclusive: true }, () => {
      server.off('error', reject)
      server.on('error', options.onError)
      const bound = server.address()
      if (bound === null || typeof bound === 'string') return reject(new Error('not a TCP address'))
      resolve({
        address: bound.address,
        port: bound.port,
        close: () => new Promise((closed) => server.close(() => closed())),
      })
    })
  })
}

function connectTcp({ address, port, localAddress }: ConnectOptions): TcpConnection {
  const from = localAddress === undefined ? {} : { localAddress }
  return new NodeConnection(connect({ host: address, port, ...keptAlive, ...from }), address, port)
}

function addresses(): readonly string[] {
  return ofInterfaces().map(({ address }) => address)
}

function networks(): readonly string[] {
  return ofInterfaces().flatMap(({ cidr }) => cidr ?? [])
}

/** Those that mean the same on every interface. */
function ofInterfaces(): readonly NetworkInterfaceInfo[] {
  return Object.values(networkInterfaces()).flatMap((list = []) =>
    list.filter(({ scopeid }) => scopeid === undefined || scopeid === 0),
  )
}
