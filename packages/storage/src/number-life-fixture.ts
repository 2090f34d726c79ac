/** A tenant with a stock of numbers that live and are taken as a test goes. */
import { afterAll } from 'vitest'
import { createTenant, giveVoiceService, must, openTestDatabase, type Tenant } from '../testing/index.ts'
import type { Database } from './database.ts'
import {
  activate,
  allocate,
  confirmPending,
  deactivate,
  decommissionNumber,
  nominate,
} from './number-life.ts'
import { createNumbers, findNumber } from './numbers.ts'
import { createOrganization, locateAtSite } from './organizations.ts'
import type { Db, PhoneNumber } from './schema.ts'

/** The ways to each state, one after the other. */
export const states = ['AVAILABLE', 'RESERVED', 'PENDING up', 'ACTIVE', 'PENDING down', 'COOLDOWN'] as const
export type State = (typeof states)[number]

export class NumberStock {
  readonly database: Database
  readonly db: Db
  readonly tenant: Tenant
  #next = 1000

  private constructor(database: Database, tenant: Tenant) {
    this.database = database
    this.db = database.kysely
    this.tenant = tenant
  }

  /** Closed after the last test of the file. */
  static async ofFile(): Promise<NumberStock> {
    const database = await openTestDatabase({ connections: 20 })
    const tenant = await createTenant(database.kysely)
    await database.kysely.updateTable('sites').set({ extensionLast: 9_999 }).execute()
    afterAll(() => database.close())
    return new NumberStock(database, tenant)
  }

  /** A number that is AVAILABLE. */
  async take(kind: PhoneNumber['kind'] = 'ordinary'): Promise<PhoneNumber> {
    const first = `+44207946${this.#next++}`
    const [number] = must(await createNumbers(this.db, { siteId: this.tenant.site.id, first }))
    if (!number) throw new Error('none')
    return kind === 'main' ? must(await nominate(this.db, number.id, 1, 'main')) : number
  }

  /** A number in that state; of the tenant's occupier, unless another is named. */
  async in(state: State, organizationId = this.tenant.occupier.id): Promise<PhoneNumber> {
    const { db } = this
    const { id } = await this.take()
    const steps: readonly (() => Promise<unknown>)[] = [
      () => allocate(db, id, 1, organizationId),
      () => activate(db, id, 2),
      () => confirmPending(db, id),
      () => deactivate(db, id, 4),
      () => db.transaction().execute((tx) => decommissionNumber(tx, id)),
    ]
    for (const step of steps.slice(0, states.indexOf(state))) must(await step())
    return this.read(id)
  }

  /** An organization at the site with so many units of the voice service. @returns its id */
  async newOccupier(units = 1_000): Promise<string> {
    const { operator, site } = this.tenant
    const name = `Another ${this.#next++}`
    const { id } = await createOrganization(this.db, { name, operatorId: operator.id })
    await locateAtSite(this.db, id, site.id)
    if (units > 0) await giveVoiceService(this.db, id, site.id, units)
    return id
  }

  /** What the number is now. */
  async read(id: string): Promise<PhoneNumber> {
    const number = await findNumber(this.db, id)
    if (!number) throw new Error('none')
    return number
  }
}
