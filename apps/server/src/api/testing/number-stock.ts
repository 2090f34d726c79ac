/** Fresh numbers of a site in whatever state a test needs, and occupiers to give them to. */
import * as contract from '@mainline/contract'
import { createOrganization, locateAtSite } from '@mainline/storage'
import type { TestApi } from './test-api.ts'

export class NumberStock {
  readonly #api: TestApi
  #next = 0
  #others = 0

  constructor(api: TestApi) {
    this.#api = api
  }

  /** A fresh AVAILABLE number. */
  async provision() {
    const first = `+4420794605${String(this.#next++).padStart(2, '0')}`
    const body = { siteId: this.#api.tenant.site.id, first }
    const [number] = (await this.#api.ok(contract.createNumbers, { body })).items
    if (!number) throw new Error('no number')
    return number
  }

  /** A number that is RESERVED for the occupier. */
  async reserve() {
    const { id, version } = await this.provision()
    const body = { version, organizationId: this.#api.tenant.occupier.id }
    return this.#api.ok(contract.allocateNumber, { params: { numberId: id }, body })
  }

  /** Another occupier. @returns its id */
  async newOccupier(located = true): Promise<string> {
    const { database, tenant } = this.#api
    const name = `Other ${++this.#others}`
    const { id } = await createOrganization(database.kysely, { name, operatorId: tenant.operator.id })
    if (located) await locateAtSite(database.kysely, id, tenant.site.id)
    return id
  }
}
