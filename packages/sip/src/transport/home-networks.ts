/**
 * Which of several sockets a target is next to. With addresses in several networks a host sends by the one that the target is
 * in, as the system itself would: its Via and source are then of that network, too.
 */
import { BlockList } from 'node:net'
import { isIPv6, isLoopback, isWildcard } from './address.ts'
import type { Network } from './network.ts'
import type { Transport } from './transport.ts'

export class HomeNetworks {
  readonly #network: Network
  /** Only of transports that have a sibling: of their protocol and family, at another address. */
  readonly #homes = new Map<Transport, BlockList>()

  constructor(network: Network) {
    this.#network = network
  }

  /** These are open now. */
  know(transports: readonly Transport[]): void {
    this.#homes.clear()
    for (const transport of transports) {
      const home = transports.some((other) => areSiblings(transport, other)) && this.#homeOf(transport)
      if (home) this.#homes.set(transport, home)
    }
  }

  /** The one whose network the address is in; undefined when that makes no difference, or it is in none. */
  nextTo(protocol: string, address: string): Transport | undefined {
    if (this.#homes.size === 0) return undefined
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    for (const [transport, home] of this.#homes)
      if (transport.protocol === protocol && home.check(address, family)) return transport
    return undefined
  }

  #homeOf({ localAddress }: Transport): BlockList | undefined {
    const network = this.#network.networks?.().find((cidr) => cidr.startsWith(`${localAddress}/`))
    if (network === undefined) return undefined
    const home = new BlockList()
    const length = Number(network.slice(localAddress.length + 1))
    home.addSubnet(localAddress, length, isIPv6(localAddress) ? 'ipv6' : 'ipv4')
    return home
  }
}

function areSiblings(one: Transport, other: Transport): boolean {
  return (
    one.protocol === other.protocol &&
    one.localAddress !== other.localAddress &&
    isIPv6(one.localAddress) === isIPv6(other.localAddress) &&
    ![one, other].some(({ localAddress }) => isLoopback(localAddress) || isWildcard(localAddress))
  )
}
