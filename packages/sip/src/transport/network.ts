/**
 * What the transports need of a network, so that the real one (`node-network.ts`) and the virtual one of the test
 * kit are interchangeable. Addresses are literals without brackets; a string payload is a binary string, one
 * character for each byte.
 */

/** Bytes to send: a Buffer, or a binary string (one character per byte). */
export type Payload = string | Buffer

export interface UdpOptions {
  readonly address: string
  /** 0 takes a free one. */
  readonly port: number
  /** A datagram arrived. The buffer is the receiver's to keep. */
  onDatagram(bytes: Buffer, address: string, port: number): void
  /** The socket failed and is of no more use. */
  onError(error: Error): void
}

export interface UdpSocket {
  readonly address: string
  readonly port: number
  /** Sends one datagram; `failed` is called, later or at once, when the system refuses it. */
  send(payload: Payload, address: string, port: number, failed?: (error: Error) => void): void
  close(): Promise<void>
}

/** What a connection tells its owner. */
export interface ConnectionHandler {
  /** The connection that we began is up, or the handshake of an accepted one is done. Not called for accepted ones without TLS. */
  onConnect?(): void
  onBytes(bytes: Buffer): void
  /** It is over, once, whoever ended it; `error` when it was not an orderly end. */
  onClose(error?: Error): void
}

/** A stream of bytes: TCP, and the inside of TLS. */
export interface TcpConnection {
  readonly localAddress: string
  readonly localPort: number
  readonly remoteAddress: string
  readonly remotePort: number
  /** Bytes accepted by `write` that the system has not taken yet. */
  readonly bufferedBytes: number
  /**
   * Whether whoever called us has shown a certificate for this name, by an authority that we trust (RFC 5922 §7.2). Absent: it
   * was not asked for one.
   */
  proves?(name: string): boolean
  /** Must be set before the next turn of the event loop. */
  handler: ConnectionHandler
  write(payload: Payload, failed?: (error: Error) => void): void
  /** Ends in order after what was written; `onClose` follows. */
  end(): void
  /** Ends at once; `onClose` follows. */
  destroy(error?: Error): void
}

export interface ListenOptions {
  readonly address: string
  /** 0 takes a free one. */
  readonly port: number
  /** A connection was accepted; the callee sets its handler. */
  onConnection(connection: TcpConnection): void
  onError(error: Error): void
}

export interface TcpListener {
  readonly address: string
  readonly port: number
  /** Stops accepting; accepted connections live on. */
  close(): Promise<void>
}

export interface ConnectOptions {
  readonly address: string
  readonly port: number
  /** The address to come from, when the host has several. */
  readonly localAddress?: string
}

/** Whom a TLS connection must lead to. */
export interface SecureConnectOptions extends ConnectOptions {
  /** Domain or address that the peer's certificate must be for (RFC 5922 §7). */
  readonly name: string
}

/** The sockets of one host. */
export interface Network {
  /** Rejects when the address is taken or not ours. */
  bindUdp(options: UdpOptions): Promise<UdpSocket>
  /** Rejects when the address is taken or not ours. */
  listenTcp(options: ListenOptions): Promise<TcpListener>
  /** Begins to connect; `handler.onConnect` or `handler.onClose(error)` follows. What is written meanwhile waits. */
  connectTcp(options: ConnectOptions): TcpConnection
  /** As `listenTcp`, with the inside of TLS: accepted before the handshake, `onConnect` after it. Absent: no TLS. */
  listenTls?(options: ListenOptions): Promise<TcpListener>
  /** As `connectTcp`, with the inside of TLS; fails when the peer does not prove to be who it must be. */
  connectTls?(options: SecureConnectOptions): TcpConnection
  /** The addresses of this host's interfaces, for a sent-by when we listen on all of them. */
  addresses(): readonly string[]
  /** The same with the length of each network's prefix, as `192.0.2.1/24`. Absent: unknown. */
  networks?(): readonly string[]
}

/** What an answer of DNS has. */
interface DnsRecord {
  /** Seconds for which it holds; left out where nobody says. */
  readonly ttl?: number
}

export interface AddressRecord extends DnsRecord {
  readonly address: string
}

export interface NaptrRecord extends DnsRecord {
  readonly order: number
  readonly preference: number
  readonly flags: string
  readonly service: string
  readonly replacement: string
}

export interface SrvRecord extends DnsRecord {
  readonly priority: number
  readonly weight: number
  readonly port: number
  readonly name: string
}

/** The DNS queries of RFC 3263. No such name or no such record is an empty list; a failing server rejects. */
export interface Resolver {
  naptr(name: string): Promise<readonly NaptrRecord[]>
  srv(name: string): Promise<readonly SrvRecord[]>
  a(name: string): Promise<readonly AddressRecord[]>
  aaaa(name: string): Promise<readonly AddressRecord[]>
}
