/** Where a request within a dialog goes (RFC 3261 §12.1, §12.2.1.1): the route set and the remote target decide. */
import { isIP } from 'node:net'
import { HeaderId, parseNameAddr, parseUri, type SipMessage, SipUri } from '../message/index.ts'
import { type Destination, defaultPort, type TransportProtocol } from '../transport/flow.ts'

/** What a request within a dialog is addressed with. */
export interface RequestTarget {
  readonly uri: string
  readonly routes: readonly string[] | undefined
  /** Who gets it first. */
  readonly nextHop: SipUri
}

/**
 * The route set that a message establishes: the Record-Routes as they are for the side that was called, in reverse
 * for the side that called (RFC 3261 §12.1.1, §12.1.2).
 */
export function routeSetOf(message: SipMessage, role: 'uas' | 'uac'): readonly string[] {
  const values = message.values(HeaderId.RecordRoute)
  return role === 'uas' ? values : values.reverse()
}

/**
 * RFC 3261 §12.2.1.1: a loose router gets the request with the target as Request-URI; a strict one becomes the
 * Request-URI itself, and the target goes to the end of the route.
 */
export function requestTarget(routeSet: readonly string[], remoteTarget: SipUri): RequestTarget {
  const [first, ...rest] = routeSet
  const router = first === undefined ? undefined : parseNameAddr(first)?.uri
  const uri = remoteTarget.toString()
  if (router === undefined) return { uri, routes: undefined, nextHop: remoteTarget }
  if (router.isLooseRouter) return { uri, routes: routeSet, nextHop: router }
  return { uri: withoutMethod(router), routes: [...rest, `<${uri}>`], nextHop: router }
}

/** A Request-URI may have no `method` parameter and no headers (RFC 3261 §19.1.1). */
function withoutMethod(uri: SipUri): string {
  return uri
    .toString()
    .replace(/\?.*$/, '')
    .replace(/;method=[^;]*/i, '')
}

/**
 * The address a URI names when its host is an IP address (RFC 3263 §4.1, §4.2: no query is made then); the URI
 * itself otherwise.
 */
export function destinationOf(uri: SipUri): Destination {
  const address = uri.params.get('maddr') ?? uri.address
  if (!uri.isSip || isIP(address) === 0) return { uri }
  const transport = transportOf(uri)
  if (transport === undefined) return { uri }
  const port = uri.port ?? defaultPort(transport)
  // UDP unless somebody asked for it is our choice, and a long request may go by TCP (RFC 3261 §18.1.1).
  if (transport === 'UDP' && !uri.params.has('transport'))
    return { transport, address, port, upgradable: true }
  return { transport, address, port }
}

function transportOf(uri: SipUri): TransportProtocol | undefined {
  const secure = uri.scheme === 'sips'
  switch (uri.params.get('transport')?.toLowerCase()) {
    case undefined:
      return secure ? 'TLS' : 'UDP'
    case 'udp':
      return secure ? undefined : 'UDP'
    case 'tcp':
      return secure ? 'TLS' : 'TCP'
    case 'tls':
      return 'TLS'
    case 'ws':
      return secure ? 'WSS' : 'WS'
    case 'wss':
      return 'WSS'
    default:
      return undefined
  }
}

/** Networks that a peer's Contact can name without our being able to reach it there (RFC 1918, 4193, 6598, 3927). */
const privateNetworks = [
  /^10\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^169\.254\./,
  /^f[cd][0-9a-f]{2}:/i,
  /^fe80:/i,
]

/**
 * Whether a Contact can only be an address behind NAT, or none at all (RFC 7118 §5.2), given from where the peer
 * really sent; requests then go back there (RFC 5626 §5.3, in spirit). A neighbour of where it sent from can be reached:
 * a dispatcher that has no part in the dialog names its node (RFC 3261 §12.2.1.1).
 */
export function isUnreachableContact(target: SipUri, source: string | undefined): boolean {
  const host = target.address
  if (host.endsWith('.invalid')) return true
  const transport = target.params.get('transport')?.toLowerCase()
  if (transport === 'ws' || transport === 'wss') return true
  if (source === undefined || host === source) return false
  const network = privateNetworks.find((range) => range.test(host))
  return network !== undefined && !network.test(source)
}

/** A URI that is certainly one, from text that was read as one before. */
export function knownUri(text: string): SipUri {
  const uri = parseUri(text)
  if (uri instanceof SipUri) return uri
  throw new TypeError(`not a URI: ${text}`)
}
