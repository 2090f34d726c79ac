/** DNS of this host, as its configuration says, and what its file of hosts knows better. */
import { Resolver as DnsResolver } from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import { isIPv6 } from './address.ts'
import type { AddressRecord, Resolver } from './network.ts'

export interface NodeResolverOptions {
  /** DNS servers, each an address with or without a port; left out, those of the system. */
  readonly servers?: readonly string[]
  /** Default /etc/hosts. */
  readonly hostsFile?: string
}

/** A server that is dead costs the first of these, and the next one is asked (c-ares doubles it with each round). */
const PATIENCE = { timeout: 800, tries: 2 }

/** Names without the record are empty lists, as `Resolver` wants it. */
export function nodeResolver({ servers, hostsFile = '/etc/hosts' }: NodeResolverOptions = {}): Resolver {
  const dns = new DnsResolver(PATIENCE)
  if (servers !== undefined) dns.setServers([...servers])
  return {
    naptr: async (name) => (isLocalhost(name) ? [] : orNone(dns.resolveNaptr(name))),
    srv: async (name) => (isLocalhost(name) ? [] : orNone(dns.resolveSrv(name))),
    a: async (name) => {
      const here = await addressesHere(name, hostsFile)
      return here?.filter(({ address }) => !isIPv6(address)) ?? orNone(dns.resolve4(name, { ttl: true }))
    },
    aaaa: async (name) => {
      const here = await addressesHere(name, hostsFile)
      return here?.filter(({ address }) => isIPv6(address)) ?? orNone(dns.resolve6(name, { ttl: true }))
    },
  }
}

/** RFC 6761 §6.3: nobody else is asked for it. */
const isLocalhost = (name: string): boolean => /(^|\.)localhost\.?$/i.test(name)

/** The addresses that this host gives a name, of both families; undefined: it does not know it. */
async function addressesHere(name: string, hostsFile: string): Promise<readonly AddressRecord[] | undefined> {
  if (isLocalhost(name)) return [{ address: '127.0.0.1' }, { address: '::1' }]
  const wanted = name.toLowerCase().replace(/\.$/, '')
  const found: AddressRecord[] = []
  for (const line of (await textOf(hostsFile)).split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().toLowerCase().split(/\s+/)
    if (names.includes(wanted) && !address.includes('%')) found.push({ address })
  }
  return found.length === 0 ? undefined : found
}

/** A host may have no such file. */
async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return ''
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
