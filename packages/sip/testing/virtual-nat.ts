/**
 * A NAT of the virtual network, of the worst kind: each pair of inner socket and outer peer gets a public port of its
 * own, only that peer can send back to it, and a reboot, or silence, forgets everything.
 */
import type { Endpoint } from './virtual-fabric.ts'

interface Mapping {
  readonly inside: Endpoint
  readonly peer: Endpoint
  readonly publicPort: number
  /** When something passed last. */
  usedAt: number
}

export interface VirtualNatOptions {
  readonly now: () => number
  readonly freePort: () => number
  /** How long a mapping lasts that nothing passes, milliseconds; for ever when left out. */
  readonly forgetsAfter?: number | undefined
}

export class VirtualNat {
  readonly publicAddress: string
  readonly #options: VirtualNatOptions
  #mappings: Mapping[] = []

  /** Made by `VirtualNetwork.nat`. */
  constructor(publicAddress: string, options: VirtualNatOptions) {
    this.publicAddress = publicAddress
    this.#options = options
  }

  /** Forgets all mappings, as a reboot or a timeout does: peers' packets are dropped, new ports are taken. */
  rebind(): void {
    this.#mappings = []
  }

  /** @internal What the peer sees a packet come from. */
  outward(inside: Endpoint, peer: Endpoint): Endpoint {
    const { now, freePort } = this.#options
    let mapping = this.#use((known) => same(known.inside, inside) && same(known.peer, peer))
    if (mapping === undefined) {
      mapping = { inside, peer, publicPort: freePort(), usedAt: now() }
      this.#mappings.push(mapping)
    }
    return { address: this.publicAddress, port: mapping.publicPort }
  }

  /** @internal Where a packet from outside goes; undefined when it is dropped. */
  inward(peer: Endpoint, to: Endpoint): Endpoint | undefined {
    return this.#use((known) => known.publicPort === to.port && same(known.peer, peer))?.inside
  }

  #use(isWanted: (known: Mapping) => boolean): Mapping | undefined {
    const { now, forgetsAfter = Number.POSITIVE_INFINITY } = this.#options
    this.#mappings = this.#mappings.filter(({ usedAt }) => now() - usedAt < forgetsAfter)
    const mapping = this.#mappings.find(isWanted)
    if (mapping) mapping.usedAt = now()
    return mapping
  }
}

function same(one: Endpoint, other: Endpoint): boolean {
  return one.address === other.address && one.port === other.port
}
