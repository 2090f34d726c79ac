/**
 * Locating SIP servers (RFC 3263 §4): from a URI to the addresses to try, in order. A literal address needs no
 * question and is answered at once; names are asked for NAPTR, SRV, and A or AAAA records as their rules say.
 */
import type { SipUri } from '../message/index.ts'
import { isAddress } from './address.ts'
import { defaultPort, type Target, type Targets, type TransportProtocol } from './flow.ts'
import type { NaptrRecord, Resolver, SrvRecord } from './network.ts'
import { TransportError } from './transport-error.ts'

export interface LocateOptions {
  readonly resolver: Resolver | undefined
  /** Whether we can send over that transport to that family of addresses. */
  reaches(target: Pick<Target, 'transport' | 'address'>): boolean
  /** In [0, 1), for the weights of SRV records. */
  readonly random?: () => number
}

/** One service to ask SRV records for. */
interface Service {
  readonly transport: TransportProtocol
  readonly name: string
}

const naptrServices: Readonly<Record<string, TransportProtocol>> = {
  'SIP+D2U': 'UDP',
  'SIP+D2T': 'TCP',
  'SIPS+D2T': 'TLS',
  'SIP+D2W': 'WS',
  'SIPS+D2W': 'WSS',
}

/** What a plain name is asked for without NAPTR, in our order of preference. */
const srvPrefixes: readonly (readonly [TransportProtocol, string])[] = [
  ['UDP', '_sip._udp.'],
  ['TCP', '_sip._tcp.'],
  ['TLS', '_sips._tcp.'],
]

/**
 * So many names are followed, and so many addresses tried: a domain has a handful. Whoever owns a name that a peer gave us could
 * else keep a request of ours under way for hours, and have it sent to everybody.
 */
const MOST_SERVERS = 16

/**
 * The addresses of a URI, best first. Rejects with a TransportError `unresolvable` when there
 * is none, or no transport of ours leads there.
 */
export function locateServer(uri: SipUri, options: LocateOptions): Targets | Promise<Targets> {
  if (!uri.isSip)
    return Promise.reject(new TransportError('unresolvable', `no address in a ${uri.scheme} URI`))
  const host = (uri.params.get('maddr') ?? uri.address).replace(/^\[|\]$/g, '')
  const named = namedTransport(uri)
  if (isAddress(host)) {
    const transport = named ?? (uri.scheme === 'sips' ? 'TLS' : 'UDP')
    return [
      proving(target(transport, host, uri.port ?? defaultPort(transport), named === undefined), uri.address),
    ]
  }
  return resolve(uri, host, named, options)
}

/** §4.1: the transport parameter decides; with sips it means that transport under TLS. */
function namedTransport(uri: SipUri): TransportProtocol | undefined {
  const named = uri.params.get('transport')?.toUpperCase()
  const secure = uri.scheme === 'sips'
  switch (named) {
    case 'UDP':
      return secure ? 'TLS' : 'UDP'
    case 'TCP':
      return secure ? 'TLS' : 'TCP'
    case 'TLS':
      return 'TLS'
    case 'WS':
      return secure ? 'WSS' : 'WS'
    case 'WSS':
      return 'WSS'
    default:
      return undefined
  }
}

async function resolve(
  uri: SipUri,
  host: string,
  named: TransportProtocol | undefined,
  options: LocateOptions,
): Promise<Targets> {
  const { resolver } = options
  if (resolver === undefined) throw new TransportError('unresolvable', `no resolver for ${host}`)
  const secure = uri.scheme === 'sips'
  const upgradable = named === undefined
  const plain = named ?? (secure ? 'TLS' : 'UDP')
  // Asked for at once with everything else, though of use only where there is no SRV: each wait would be a caller's.
  const unserved = addresses(host, plain, uri.port ?? defaultPort(plain), upgradable, resolver)
  const served = uri.port === undefined ? await byServices(host, named, secure, resolver, options) : []
  const targets = served.length > 0 ? served : await unserved
  const [first, ...others] = targets
    .filter((candidate) => options.reaches(candidate))
    .slice(0, MOST_SERVERS)
    .map((candidate) => proving(candidate, uri.address))
  if (first === undefined) throw new TransportError('unresolvable', `no address for ${host}`)
  return [first, ...others]
}

/** §4.1, §4.2: what NAPTR offers and we have, or else every SRV name that could exist; those are asked for meanwhile. */
async function byServices(
  host: string,
  named: TransportProtocol | undefined,
  secure: boolean,
  resolver: Resolver,
  options: LocateOptions,
): Promise<readonly Target[]> {
  const wanted = (transport: TransportProtocol): boolean =>
    (named === undefined || transport === named) &&
    (!secure || transport === 'TLS' || transport === 'WSS') &&
    reachesSome(options, transport)
  const guessed = srvPrefixes
    .filter(([transport]) => wanted(transport))
    .map(([transport, prefix]) => ({ transport, name: prefix + host }))
  const records = new Map(guessed.map(({ name }) => [name, asked(resolver.srv(name))]))
  const offered =
    named === undefined
      ? offeredServices(await asked(resolver.naptr(host))).filter((one) => wanted(one.transport))
      : []
  const found = (offered.length > 0 ? offered : guessed).map(async ({ transport, name }) => {
    const servers = await (records.get(name) ?? asked(resolver.srv(name)))
    const ordered = bySrvOrder(servers, options.random ?? Math.random).slice(0, MOST_SERVERS)
    return Promise.all(
      ordered.map((server) => addresses(server.name, transport, server.port, named === undefined, resolver)),
    )
  })
  return (await Promise.all(found)).flat(2)
}

function offeredServices(records: readonly NaptrRecord[]): readonly Service[] {
  const services = byNaptrOrder(records).flatMap(({ service, replacement }) => {
    const transport = naptrServices[service.toUpperCase()]
    return transport === undefined ? [] : [{ transport, name: replacement }]
  })
  return services.slice(0, MOST_SERVERS)
}

function reachesSome(options: LocateOptions, transport: TransportProtocol): boolean {
  return (
    options.reaches({ transport, address: '192.0.2.1' }) ||
    options.reaches({ transport, address: '2001:db8::1' })
  )
}

/** Only records that lead to SRV are of use (§4.1: flag `s`). */
function byNaptrOrder(records: readonly NaptrRecord[]): readonly NaptrRecord[] {
  return records
    .filter((record) => record.flags.toLowerCase() === 's')
    .sort((a, b) => a.order - b.order || a.preference - b.preference)
}

/** RFC 2782: by priority; among equals each next one is drawn by weight. A lone root name means: no such service. */
export function bySrvOrder(records: readonly SrvRecord[], random: () => number): readonly SrvRecord[] {
  const ordered: SrvRecord[] = []
  const left = records.filter((record) => record.name !== '' && record.name !== '.')
  left.sort((a, b) => a.priority - b.priority || a.weight - b.weight)
  while (left.length > 0) {
    const priority = left[0]?.priority
    const group = left.filter((record) => record.priority === priority)
    let draw = random() * group.reduce((sum, record) => sum + record.weight, 0)
    const drawn = group.find((record) => {
      draw -= record.weight
      return draw < 0
    })
    const chosen = drawn ?? group[0]
    if (chosen === undefined) break
    ordered.push(chosen)
    left.splice(left.indexOf(chosen), 1)
  }
  return ordered
}

/**
 * §4.2: A and AAAA. IPv4 goes first: over UDP a dead path costs half a minute, and of the two it is the one that
 * telephone networks keep alive.
 */
async function addresses(
  host: string,
  transport: TransportProtocol,
  port: number,
  upgradable: boolean,
  resolver: Resolver,
): Promise<Target[]> {
  const name = host.replace(/\.$/, '')
  if (isAddress(name)) return [target(transport, name, port, upgradable)]
  const [four, six] = await Promise.all([asked(resolver.a(name)), asked(resolver.aaaa(name))])
  return [...four, ...six].map(({ address }) => target(transport, address, port, upgradable))
}

/** A DNS server that fails is as good as no record: there may be another way. */
async function asked<T>(records: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await records
  } catch {
    return []
  }
}

/** RFC 5922 §7.3: whatever names DNS led through, the certificate must be for the domain that was asked for. */
function proving(found: Target, domain: string): Target {
  const name = domain.replace(/^\[|\]$|\.$/g, '')
  return found.transport === 'TLS' && name !== found.address ? { ...found, name } : found
}

function target(transport: TransportProtocol, address: string, port: number, upgradable: boolean): Target {
  return upgradable && transport === 'UDP'
    ? { transport, address, port, upgradable }
    : { transport, address, port }
}
