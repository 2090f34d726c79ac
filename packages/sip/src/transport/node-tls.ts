/**
 * TLS of this host (RFC 3261 §26.3.1): one certificate for all that we accept, shown as ours, too, where we call, and
 * replaced while connections live. A peer that we call must prove its name (RFC 5922 §7.2, by RFC 9525); one that calls
 * us need not: phones have no certificates.
 */
import { isIP, type Socket } from 'node:net'
import {
  checkServerIdentity,
  connect,
  createSecureContext,
  getCACertificates,
  type SecureContext,
  TLSSocket,
} from 'node:tls'
import type { SecureConnectOptions, TcpConnection } from './network.ts'
import { NodeConnection } from './node-connection.ts'

/** What proves who we are, PEM. */
export interface TlsIdentity {
  /** Ours first, then those that lead to the authority. */
  readonly certificate: string
  readonly key: string
  /** Authorities that are trusted besides the public ones. */
  readonly authorities?: readonly string[] | undefined
}

export class NodeTls {
  #context: SecureContext

  /** @throws when certificate and key do not belong together */
  constructor(identity: TlsIdentity) {
    this.#context = contextOf(identity)
  }

  /** Shown from the next handshake on. @throws as the constructor; then the former goes on */
  renew(identity: TlsIdentity): void {
    this.#context = contextOf(identity)
  }

  /** The inside of a connection that was accepted; its handshake is still to come. */
  accept(socket: Socket): TcpConnection {
    const { remoteAddress = '', remotePort = 0 } = socket
    const inside = new TLSSocket(socket, { isServer: true, secureContext: this.#context })
    inside.disableRenegotiation()
    return new NodeConnection(inside, remoteAddress, remotePort, 'secure')
  }

  connect({ address, port, localAddress, name }: SecureConnectOptions): TcpConnection {
    const socket = connect({
      host: address,
      port,
      secureContext: this.#context,
      // A literal address is no server name (RFC 6066 §3).
      servername: isIP(name) === 0 ? name : '',
      checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
      ...(localAddress !== undefined && { localAddress }),
    })
    socket.setNoDelay(true)
    // Nothing leaves before we know who is there.
    socket.cork()
    socket.once('secureConnect', () => socket.uncork())
    return new NodeConnection(socket, address, port, 'secureConnect')
  }
}

function contextOf({ certificate, key, authorities = [] }: TlsIdentity): SecureContext {
  return createSecureContext({
    cert: certificate,
    key,
    ca: [...getCACertificates('default'), ...authorities],
    minVersion: 'TLSv1.2',
  })
}
