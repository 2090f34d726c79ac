/** What people change at an office; each change holds when the engine has heard of it. */
import type { ReceptionRules, Route } from '@mainline/pbx'
import {
  confirmPending,
  createSiteEvent,
  type Database,
  deactivate,
  findCallSettings,
  findSite,
  type PlanChanged,
  parsePlanChange,
  planChannel,
  receptionOf,
  saveCallSettings,
  saveReception,
  setHuntMembers,
  type Tx,
} from '@mainline/storage'
import { must, planChangesSince, type Tenant } from '@mainline/storage/testing'
import type { OfficeClock } from './office-clock.ts'

export class OfficeSettings {
  readonly #database: Database
  readonly #tenant: Tenant
  readonly #clock: OfficeClock
  /** Those who work there, in the order of their numbers. */
  readonly #people: readonly string[]
  #changesHeard = 0
  #lastHeard = 0

  constructor(database: Database, tenant: Tenant, clock: OfficeClock, people: readonly string[]) {
    this.#database = database
    this.#tenant = tenant
    this.#clock = clock
    this.#people = people
  }

  /** Hands on what the database tells of changes from now on, and notes what was told. */
  async follow(tell: (change: PlanChanged) => void): Promise<void> {
    await this.#database.listen(planChannel, (payload) => {
      const change = parsePlanChange(payload)
      tell(change)
      this.#changesHeard += 1
      this.#lastHeard = change.seq
    })
  }

  /** Saves new routes of the main number, as its people would; holds when the engine has heard of it. */
  async saveRoutes(routes: { inHours?: Route; outOfHours?: Route }): Promise<void> {
    const { kysely } = this.#database
    const { id } = this.#tenant.main
    const settings = await findCallSettings(kysely, id)
    if (!settings) throw new Error('the main number has no call settings')
    await this.#heard(
      saveCallSettings(kysely, id, settings.version, {
        routes: { ...settings.routes, ...routes },
        hoursOverride: settings.hoursOverride,
        voicemailEmails: settings.voicemailEmails,
        changedBy: 'scenario',
      }),
    )
  }

  /** Replaces the hunt group by outside numbers (M10). */
  async setOutsideMembers(members: readonly { externalE164: string; name: string }[]): Promise<void> {
    await this.#heard(setHuntMembers(this.#database.kysely, this.#tenant.main.id, members))
  }

  /** Sets up the reception of the site (C7). */
  async setReception(rules: Partial<ReceptionRules>): Promise<void> {
    const { kysely } = this.#database
    const site = await findSite(kysely, this.#tenant.site.id)
    if (!site) throw new Error('the site is gone')
    await this.#heard(saveReception(kysely, site.id, site.version, { ...receptionOf(site), ...rules }))
  }

  /** Announces a site event of whole days (M9). */
  async announce(name: string, from: string, to: string): Promise<void> {
    const { operator, site } = this.#tenant
    await this.#heard(
      createSiteEvent(this.#database.kysely, {
        operatorId: operator.id,
        siteIds: [site.id],
        name,
        when: { kind: 'days', from, to },
      }),
    )
  }

  /** Changes anything in one transaction; holds when the engine has heard of all of it. */
  async change(work: (tx: Tx, tenant: Tenant) => Promise<unknown>): Promise<void> {
    const { kysely } = this.#database
    await kysely.transaction().execute((tx) => work(tx, this.#tenant))
    const last = (await planChangesSince(kysely, this.#lastHeard)).at(-1)?.seq ?? 0
    while (this.#lastHeard < last) await this.#clock.settle()
  }

  /** Those of the hunt group whose phones carry the lamp of the main number; everybody is a member (M10). */
  async carryLamp(...names: string[]): Promise<void> {
    const members = this.#people.map((name, index) => ({
      numberId: this.#tenant.ordinary[index]?.id ?? '',
      lamp: names.includes(name),
    }))
    await this.#heard(setHuntMembers(this.#database.kysely, this.#tenant.main.id, members))
  }

  /** Takes the main number out of service again (N6): RESERVED. */
  async deactivateMainNumber(): Promise<void> {
    const { kysely } = this.#database
    const { id, version } = this.#tenant.main
    await this.#heard(deactivate(kysely, id, version))
    await this.#heard(confirmPending(kysely, id))
  }

  async #heard(change: Promise<object>): Promise<void> {
    const before = this.#changesHeard
    must(await change)
    while (this.#changesHeard === before) await this.#clock.settle()
  }
}
