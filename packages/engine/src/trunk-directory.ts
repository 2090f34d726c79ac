/**
 * Which trunk a message comes from (C2), by source address, by certificate or by the user name of its digest credentials,
 * and which trunk carries a call out. There are few trunks, so all of them are kept.
 */
import { BlockList, isIPv6 } from 'node:net'
import type { Trunk, TrunkSource } from './ports.ts'

interface AddressRule {
  readonly trunk: Trunk
  readonly block: BlockList
}

export class TrunkDirectory {
  readonly #source: TrunkSource
  /** Single addresses: the common case, one look-up. */
  readonly #byAddress = new Map<string, Trunk>()
  readonly #byBlock: AddressRule[] = []
  readonly #byUsername = new Map<string, Trunk>()
  readonly #byCertificate = new Map<string, Trunk>()
  readonly #byId = new Map<string, Trunk>()

  #reading: Promise<void> = Promise.resolve()

  constructor(source: TrunkSource) {
    this.#source = source
  }

  /** Reads all trunks anew. @throws what the source throws; the trunks known so far stay */
  reload(): Promise<void> {
    // One after the other: of two at once the older answer might come last.
    const reading = this.#reading.then(() => this.#read())
    this.#reading = reading.catch(() => {})
    return reading
  }

  /** Resolves when no reload is under way. */
  settled(): Promise<void> {
    return this.#reading
  }

  async #read(): Promise<void> {
    const trunks = await this.#source.loadAll()
    this.#byAddress.clear()
    this.#byBlock.length = 0
    this.#byUsername.clear()
    this.#byCertificate.clear()
    this.#byId.clear()
    for (const trunk of trunks) {
      this.#byId.set(trunk.id, trunk)
      if (!trunk.enabled) continue
      if (trunk.certificateName) this.#byCertificate.set(trunk.certificateName, trunk)
      if (trunk.digestUsername) this.#byUsername.set(trunk.digestUsername, trunk)
      for (const rule of trunk.sourceAddresses) this.#addRule(trunk, rule)
    }
  }

  /** The trunk that sends from this IP address; undefined for a stranger. */
  bySource(address: string): Trunk | undefined {
    const exact = this.#byAddress.get(address)
    if (exact || this.#byBlock.length === 0) return exact
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    return this.#byBlock.find((rule) => rule.block.check(address, family))?.trunk
  }

  /** @param proves whether the other end has shown a certificate for a name */
  byCertificate(proves: (name: string) => boolean): Trunk | undefined {
    for (const [name, trunk] of this.#byCertificate) if (proves(name)) return trunk
    return undefined
  }

  byId(id: string): Trunk | undefined {
    return this.#byId.get(id)
  }

  byUsername(username: string): Trunk | undefined {
    return this.#byUsername.get(username)
  }

  /**
   * The trunks that may carry a call out, in the order in which they are tried: the one with that id, the operator's own, the
   * provider's; of each the oldest first.
   *
   * @param firstId by which the call came, or which the site wants tried first
   */
  forOutbound(operatorId: string, firstId: string | undefined): readonly Trunk[] {
    const rank = (trunk: Trunk) => (trunk.id === firstId ? 0 : trunk.operatorId === operatorId ? 1 : 2)
    return [...this.#byId.values()]
      .filter(({ enabled, host }) => enabled && host !== null)
      .filter((trunk) => trunk.operatorId === null || trunk.operatorId === operatorId)
      .sort((a, b) => rank(a) - rank(b))
  }

  #addRule(trunk: Trunk, rule: string): void {
    const [address = '', prefix] = rule.split('/')
    if (prefix === undefined) {
      this.#byAddress.set(address, trunk)
      return
    }
    const block = new BlockList()
    block.addSubnet(address, Number(prefix), isIPv6(address) ? 'ipv6' : 'ipv4')
    this.#byBlock.push({ trunk, block })
  }
}
