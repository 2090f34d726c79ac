/**
 * TLS of this host (RFC 3261 §26.3.1): one certificate for all that we accept, shown as ours, too, where we call, and
 * replaced while connections live. A peer that we call must prove its name (RFC 5922 §7.2, by RFC 9525); one that calls
 * us need not, for phones have no certificates; it is asked for one where we trust authorities of our own.
 */
import type { X509Certificate } from 'node:crypto'
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
import { KEEP_ALIVE_MS, NodeConnection } from './node-connection.ts'

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
  #accepting: Accepting

  /** @throws when certificate and key do not belong together */
  constructor(identity: TlsIdentity) {
    this.#context = contextOf(identity)
    this.#accepting = acceptingOf(identity)
  }

  /** Shown from the next handshake on. @throws as the constructor; then the former goes on */
  renew(identity: TlsIdentity): void {
    this.#context = contextOf(identity)
    this.#accepting = acceptingOf(identity)
  }

  /** The inside of a connection that was accepted; its handshake is still to come. */
  accept(socket: Socket): TcpConnection {
    const { remoteAddress = '', remotePort = 0 } = socket
    const { context: secureContext, asks: requestCert } = this.#accepting
    // Whoever has no certificate, or one of a stranger, is let in all the same: it proves nothing.
    const how = { isServer: true, secureContext, requestCert, rejectUnauthorized: false }
    const inside = new TLSSocket(socket, how)
    inside.disableRenegotiation()
    const connection = new NodeConnection(inside, remoteAddress, remotePort, 'secure')
    if (requestCert) connection.proves = (name) => proves(inside, name)
    return connection
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
    socket.setKeepAlive(true, KEEP_ALIVE_MS)
    // Nothing leaves before we know who is there.
    socket.cork()
    socket.once('secureConnect', () => socket.uncork())
    return new NodeConnection(socket, address, port, 'secureConnect')
  }
}

/** How connections are accepted: who calls is judged by our own authorities alone, whose names go into every handshake. */
interface Accepting {
  readonly context: SecureContext
  /** For a certificate. */
  readonly asks: boolean
}

function acceptingOf({ certificate, key, authorities = [] }: TlsIdentity): Accepting {
  const context = createSecureContext({
    cert: certificate,
    key,
    ca: [...authorities],
    minVersion: 'TLSv1.2',
    // Without one a peer that comes back cannot resume its session (SSL_CTX_set_session_id_context).
    sessionIdContext: 'mainline',
  })
  return { context, asks: authorities.length > 0 }
}

/** What Node keeps for servers of its own: the verdict on the chain that a peer has shown. */
interface Judged {
  readonly ssl: { verifyError(): Error | null } | null
}

/** @NOTE deviates: RFC 5922 §7.1 would also read URIs; carriers' certificates name hosts. */
function proves(inside: TLSSocket, name: string): boolean {
  const shown: X509Certificate | undefined = inside.getPeerX509Certificate()
  const judged = inside as unknown as Judged
  if (shown === undefined || judged.ssl === null || judged.ssl.verifyError() !== null) return false
  // RFC 5922 §7.2: no wildcards, and the subject's common name counts for nothing.
  const how = { subject: 'never', wildcards: false } as const
  return isIP(name) === 0 ? shown.checkHost(name, how) !== undefined : shown.checkIP(name) !== undefined
}

function contextOf({ certificate, key, authorities = [] }: TlsIdentity): SecureContext {
  return createSecureContext({
    cert: certificate,
    key,
    ca: [...getCACertificates('default'), ...authorities],
    minVersion: 'TLSv1.2',
  })
}
