/** DNS for tests: answers from a table, and remembers what it was asked. */
import type { AddressRecord, NaptrRecord, Resolver, SrvRecord } from '../src/transport/network.ts'

/** Records by name; a type that is missing has no records. */
export type Zone = Readonly<
  Record<
    string,
    {
      readonly naptr?: readonly NaptrRecord[]
      readonly srv?: readonly SrvRecord[]
      readonly a?: readonly string[]
      readonly aaaa?: readonly string[]
      /** The server answers no question about this name. */
      readonly fails?: boolean
    }
  >
>

export class VirtualResolver implements Resolver {
  /** Every question, as `type name`, in order. */
  readonly asked: string[] = []
  readonly #zone: Zone

  constructor(zone: Zone) {
    this.#zone = zone
  }

  naptr(name: string): Promise<readonly NaptrRecord[]> {
    return this.#answer(name, 'naptr')
  }

  srv(name: string): Promise<readonly SrvRecord[]> {
    return this.#answer(name, 'srv')
  }

  async a(name: string): Promise<readonly AddressRecord[]> {
    return (await this.#answer(name, 'a')).map((address) => ({ address }))
  }

  async aaaa(name: string): Promise<readonly AddressRecord[]> {
    return (await this.#answer(name, 'aaaa')).map((address) => ({ address }))
  }

  async #answer<Type extends 'naptr' | 'srv' | 'a' | 'aaaa'>(
    name: string,
    type: Type,
  ): Promise<NonNullable<Zone[string][Type]> | []> {
    this.asked.push(`${type} ${name}`)
    const records = this.#zone[name]
    if (records?.fails) throw new Error('SERVFAIL')
    return records?.[type] ?? []
  }
}
