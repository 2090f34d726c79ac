/**
 * A NAT of the virtual network, of the worst kind: each pair of inner socket and outer peer gets a public port of its
 * own, only that peer can send back to it, and a reboot forgets everything.
 */
import type { Endpoint } from './virtual-fabric.ts'

interface Mapping {
  readonly inside: Endpoint
  readonly peer: Endpoint
  readonly publicPort: number
}

export class VirtualNat {
  readonly publicAddress: string
  readonly #freePort: () => number
  #mappings: Mapping[] = []

  /** Made by `VirtualNetwork.nat`. */
  constructor(publicAddress: string, freePort: () => number) {
    this.publicAddress = publicAddress
    this.#freePort = freePort
  }

  /** Forgets all mappings, as a reboot or a timeout does: peers' packets are dropped, new ports are taken. */
  rebind(): void {
    this.#mappings = []
  }

  /** @internal What the peer sees a packet come from. */
  outward(inside: Endpoint, peer: Endpoint): Endpoint {
    let mapping = this.#mappings.find((known) => same(known.inside, inside) && same(known.peer, peer))
    if (mapping === undefined) {
      mapping = { inside, peer, publicPort: this.#freePort() }
      this.#mappings.push(mapping)
    }
    return { address: this.publicAddress, port: mapping.publicPort }
  }

  /** @internal Where a packet from outside goes; undefined when it is dropped. */
  inward(peer: Endpoint, to: Endpoint): Endpoint | undefined {
    return this.#mappings.find((known) => known.publicPort === to.port && same(known.peer, peer))?.inside
  }
}

function same(one: Endpoint, other: Endpoint): boolean {
  return one.address === other.address && one.port === other.port
}
