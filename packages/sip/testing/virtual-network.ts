/**
 * A network in memory: hosts with addresses of their own, datagrams that get lost, doubled, delayed and overtaken,
 * streams that arrive in odd pieces, cables that can be cut. Time is the fake clock's, chance is seeded, so every
 * run with one seed is the same run.
 */
import type { Clock } from '../src/clock.ts'
import type {
  ConnectOptions,
  ListenOptions,
  Network,
  SecureConnectOptions,
  TcpConnection,
  TcpListener,
  UdpOptions,
  UdpSocket,
} from '../src/transport/network.ts'
import { seededRandom } from './seeded-random.ts'
import { bytesOf, type Conditions, type Endpoint, type Fabric } from './virtual-fabric.ts'
import { VirtualNat } from './virtual-nat.ts'
import { openVirtualConnection } from './virtual-tcp.ts'

const perfect: Conditions = { loss: 0, duplication: 0, delay: 1, jitter: 0, mtu: 65_507, chunk: 65_536 }

export interface VirtualNetworkOptions {
  readonly clock: Clock
  readonly seed?: number
  readonly conditions?: Partial<Conditions>
}

export class VirtualNetwork implements Fabric {
  readonly clock: Clock
  readonly random: () => number
  conditions: Conditions
  /** Datagrams by fate, for tests that want to know that something was really lost. */
  readonly datagrams = { sent: 0, lost: 0, doubled: 0, delivered: 0 }
  readonly #udp = new Map<string, UdpOptions>()
  readonly #tcp = new Map<string, ListenOptions>()
  readonly #cuts = new Set<string>()
  readonly #nats = new Map<string, VirtualNat>()
  readonly #ports = new Map<string, number>()

  constructor(options: VirtualNetworkOptions) {
    this.clock = options.clock
    this.random = seededRandom(options.seed ?? 1)
    this.conditions = { ...perfect, ...options.conditions }
  }

  /** Another host on the network. */
  host(...addresses: readonly string[]): VirtualHost {
    return new VirtualHost(this, addresses)
  }

  /** A NAT with one public address. @param forgetsAfter how long a way lasts that nothing passes, ms */
  nat(publicAddress: string, forgetsAfter?: number): VirtualNat {
    const now = () => this.clock.now()
    const nat = new VirtualNat(publicAddress, {
      now,
      freePort: () => this.freePort(publicAddress),
      forgetsAfter,
    })
    this.#nats.set(publicAddress, nat)
    return nat
  }

  /** A host behind a NAT; its addresses must be unique on the virtual network all the same. */
  hostBehind(nat: VirtualNat, ...addresses: readonly string[]): VirtualHost {
    return new VirtualHost(this, addresses, nat)
  }

  /** Changes some conditions from now on. */
  change(conditions: Partial<Conditions>): void {
    this.conditions = { ...this.conditions, ...conditions }
  }

  /** Lets nothing through between two addresses until `heal`. */
  cut(one: string, other: string): void {
    this.#cuts.add(pair(one, other))
  }

  heal(one: string, other: string): void {
    this.#cuts.delete(pair(one, other))
  }

  isCut(one: string, other: string): boolean {
    return this.#cuts.has(pair(one, other))
  }

  /** @internal How long the next thing under way takes. */
  transit(): number {
    return this.conditions.delay + Math.floor(this.random() * (this.conditions.jitter + 1))
  }

  /** @internal */
  freePort(address: string): number {
    const port = (this.#ports.get(address) ?? 49_151) + 1
    this.#ports.set(address, port)
    return port
  }

  /** @internal */
  bind(socket: UdpOptions, address: string, port: number): void {
    const key = at(address, port)
    if (this.#udp.has(key)) throw new Error(`EADDRINUSE ${key}`)
    this.#udp.set(key, socket)
  }

  /** @internal */
  unbind(address: string, port: number): void {
    this.#udp.delete(at(address, port))
  }

  /** @internal */
  listen(listener: ListenOptions, address: string, port: number): void {
    const key = at(address, port)
    if (this.#tcp.has(key)) throw new Error(`EADDRINUSE ${key}`)
    this.#tcp.set(key, listener)
  }

  /** @internal */
  unlisten(address: string, port: number): void {
    this.#tcp.delete(at(address, port))
  }

  /** @internal */
  listener(address: string, port: number): ListenOptions | undefined {
    return this.#tcp.get(at(address, port))
  }

  /** @internal Sends a datagram on its way, through whatever the network does to it. */
  transmit(from: Endpoint, to: Endpoint, bytes: Buffer): void {
    this.datagrams.sent++
    if (this.random() < this.conditions.loss || this.isCut(from.address, to.address)) {
      this.datagrams.lost++
      return
    }
    this.#arrive(from, to, bytes)
    if (this.random() < this.conditions.duplication) {
      this.datagrams.doubled++
      this.#arrive(from, to, bytes)
    }
  }

  #arrive(from: Endpoint, to: Endpoint, bytes: Buffer): void {
    this.clock.after(this.transit(), () => {
      const inside = this.#nats.get(to.address)?.inward(from, to)
      const receiver = this.#udp.get(at(inside?.address ?? to.address, inside?.port ?? to.port))
      if (receiver === undefined || (this.#nats.has(to.address) && inside === undefined)) return
      this.datagrams.delivered++
      receiver.onDatagram(Buffer.from(bytes), from.address, from.port)
    })
  }
}

/** One host: the `Network` that a transport layer takes. */
export class VirtualHost implements Network {
  readonly network: VirtualNetwork
  readonly #addresses: readonly string[]
  readonly #nat: VirtualNat | undefined
  readonly #made: TcpConnection[] = []

  constructor(network: VirtualNetwork, addresses: readonly string[], nat?: VirtualNat) {
    this.network = network
    this.#addresses = addresses
    this.#nat = nat
  }

  /** The first address. */
  get address(): string {
    return this.#addresses[0] ?? ''
  }

  addresses(): readonly string[] {
    return this.#addresses
  }

  /** Each of its addresses is in a network of the usual size. */
  networks(): readonly string[] {
    return this.#addresses.map((address) => (address.includes(':') ? `${address}/64` : `${address}/24`))
  }

  async bindUdp(options: UdpOptions): Promise<UdpSocket> {
    const { network } = this
    const bound = this.#bound(options.address)
    const port = options.port === 0 ? network.freePort(bound.first) : options.port
    for (const address of bound.all) network.bind(options, address, port)
    const local = { address: bound.first, port }
    return {
      address: options.address,
      port,
      send: (payload, to, toPort, failed) => {
        const bytes = bytesOf(payload)
        const remote = { address: to, port: toPort }
        if (bytes.length > network.conditions.mtu) failed?.(new Error('EMSGSIZE'))
        else network.transmit(this.#nat?.outward(local, remote) ?? local, remote, bytes)
      },
      close: async () => {
        for (const address of bound.all) network.unbind(address, port)
      },
    }
  }

  async listenTcp(options: ListenOptions): Promise<TcpListener> {
    const { network } = this
    const bound = this.#bound(options.address)
    const port = options.port === 0 ? network.freePort(bound.first) : options.port
    for (const address of bound.all) network.listen(options, address, port)
    return {
      address: options.address,
      port,
      close: async () => {
        for (const address of bound.all) network.unlisten(address, port)
      },
    }
  }

  /** The connections that it has made break, as when its router restarts. */
  breakConnections(): void {
    for (const connection of this.#made.splice(0)) connection.destroy(new Error('ECONNRESET'))
  }

  /** Ciphers and certificates left out: a handshake here is that both ends speak of TLS. */
  listenTls(options: ListenOptions): Promise<TcpListener> {
    return this.listenTcp(options)
  }

  connectTls(options: SecureConnectOptions): TcpConnection {
    return this.#connect(options, true)
  }

  connectTcp(options: ConnectOptions): TcpConnection {
    return this.#connect(options, false)
  }

  #connect(options: ConnectOptions, secure: boolean): TcpConnection {
    const address = options.localAddress ?? this.#sourceFor(options.address)
    const local = { address, port: this.network.freePort(address) }
    const seen = this.#nat?.outward(local, options) ?? local
    const connection = openVirtualConnection(this.network, { local, seen, remote: options, secure })
    this.#made.push(connection)
    return connection
  }

  /** The addresses that a socket on this address has: all of its family for a wildcard. */
  #bound(address: string): { readonly first: string; readonly all: readonly string[] } {
    const all = this.#addresses.filter((own) =>
      address === '0.0.0.0' ? !own.includes(':') : address === '::' ? own.includes(':') : own === address,
    )
    const [first] = all
    if (first === undefined) throw new Error(`EADDRNOTAVAIL ${address}`)
    return { first, all }
  }

  #sourceFor(remote: string): string {
    const six = remote.includes(':')
    return this.#addresses.find((address) => address.includes(':') === six) ?? this.address
  }
}

function at(address: string, port: number): string {
  return `${address} ${port}`
}

function pair(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`
}
