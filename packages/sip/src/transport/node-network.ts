/** The network of this host: sockets of Node, with large receive buffers and no lookups for literal addresses. */
import { createSocket } from 'node:dgram'
import { promises as dns } from 'node:dns'
import { connect, createServer, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { isIPv6 } from './address.ts'
import type {
  ConnectionHandler,
  ConnectOptions,
  ListenOptions,
  Network,
  Payload,
  Resolver,
  TcpConnection,
  TcpListener,
  UdpOptions,
  UdpSocket,
} from './network.ts'

/** Survives a burst while the process collects garbage; the kernel grants what it allows. */
const RECEIVE_BUFFER = 4 * 1024 * 1024

type LookupCallback = (error: Error | null, address: string, family: number) => void

/** We only send to literal addresses, so there is nothing to look up. */
function literal(address: string, _options: unknown, callback: LookupCallback): void {
  callback(null, address, isIPv6(address) ? 6 : 4)
}

/** The real network. */
export function nodeNetwork(): Network {
  return { bindUdp, listenTcp, connectTcp, addresses }
}

/** The system's DNS configuration. Names without the record are empty lists, as `Resolver` wants it. */
export function nodeResolver(): Resolver {
  return {
    naptr: (name) => orNone(dns.resolveNaptr(name)),
    srv: (name) => orNone(dns.resolveSrv(name)),
    a: (name) => orNone(dns.resolve4(name)),
    aaaa: (name) => orNone(dns.resolve6(name)),
  }
}

async function orNone<T>(records: Promise<T[]>): Promise<readonly T[]> {
  try {
    return await records
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOTFOUND' || code === 'ENODATA') return []
    throw error
  }
}

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
          socket.send(bytes, toPort, to, (error) => {
            if (error !== null) failed?.(error)
          })
        },
        close: () => new Promise((closed) => socket.close(() => closed())),
      })
    })
  })
}

function listenTcp(options: ListenOptions): Promise<TcpListener> {
  const { address, port } = options
  const server = createServer({ noDelay: true }, (socket) => {
    options.onConnection(new NodeConnection(socket, socket.remoteAddress ?? '', socket.remotePort ?? 0))
  })
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
  return new NodeConnection(connect({ host: address, port, noDelay: true, ...from }), address, port)
}

function addresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((list = []) =>
    list.filter(({ scopeid }) => scopeid === undefined || scopeid === 0).map(({ address }) => address),
  )
}

/** Until its owner has set a handler nothing can have happened; this one only says so. */
const unowned: ConnectionHandler = { onBytes() {}, onClose() {} }

class NodeConnection implements TcpConnection {
  readonly remoteAddress: string
  readonly remotePort: number
  handler: ConnectionHandler = unowned
  readonly #socket: Socket
  #error: Error | undefined

  constructor(socket: Socket, remoteAddress: string, remotePort: number) {
    this.#socket = socket
    this.remoteAddress = remoteAddress
    this.remotePort = remotePort
    socket.on('connect', () => this.handler.onConnect?.())
    socket.on('data', (bytes) => this.handler.onBytes(bytes))
    socket.on('error', (error) => {
      this.#error = error
    })
    socket.on('close', () => this.handler.onClose(this.#error))
  }

  get localAddress(): string {
    return this.#socket.localAddress ?? ''
  }

  get localPort(): number {
    return this.#socket.localPort ?? 0
  }

  get bufferedBytes(): number {
    return this.#socket.writableLength
  }

  write(payload: Payload, failed?: (error: Error) => void): void {
    const done = (error?: Error | null): void => {
      if (error) failed?.(error)
    }
    if (typeof payload === 'string') this.#socket.write(payload, 'latin1', done)
    else this.#socket.write(payload, done)
  }

  end(): void {
    this.#socket.destroySoon()
  }

  destroy(error?: Error): void {
    this.#socket.destroy(error)
  }
}
