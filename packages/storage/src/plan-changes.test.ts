import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTenant, must, openTestDatabase, planChangesSince, type Tenant } from '../testing/index.ts'
import { findCallSettings, saveCallSettings } from './call-settings.ts'
import type { Database } from './database.ts'
import { createDevice } from './devices.ts'
import { setHuntMembers } from './hunt-members.ts'
import { defaultRoutes } from './number-equipment.ts'
import { createNumbers, updateNumber } from './numbers.ts'
import { findOrganization, updateOrganization } from './organizations.ts'
import { type PlanChanged, parsePlanChange, planChannel } from './plan-changes.ts'
import type { Db, PhoneNumber } from './schema.ts'
import { currentSiteOverrides, setEmergencyClosure } from './site-overrides.ts'
import { createSiteEvent, deleteSiteEvent } from './site-schedule.ts'
import { updateSite } from './sites.ts'
import { createTrunk } from './trunks.ts'

let database: Database
let db: Db
let tenant: Tenant
let member: PhoneNumber
const inbox: PlanChanged[] = []
let arrived: () => void = () => {}

beforeAll(async () => {
  database = await openTestDatabase()
  db = database.kysely
  tenant = await createTenant(db, { ordinary: 1 })
  const [only] = tenant.ordinary
  if (!only) throw new Error('none')
  member = only
  await database.listen(planChannel, (payload) => {
    inbox.push(parsePlanChange(payload))
    arrived()
  })
})
afterAll(() => database.close())

/** What is announced while `work` runs, up to a marker that is announced after it. */
async function announced(work: () => Promise<unknown>): Promise<PlanChanged[]> {
  inbox.length = 0
  await work()
  const marker = new Promise<void>((resolve) => {
    arrived = () => inbox.some((change) => change.kind === 'trunk') && resolve()
  })
  must(await createTrunk(db, { name: `marker ${Math.random()}` }))
  await marker
  return inbox.filter((change) => change.kind !== 'trunk')
}

describe('change feed (N5)', () => {
  it('a member’s change names it and the main numbers that ring it', async () => {
    const [change, ...more] = await announced(() =>
      updateNumber(db, member.id, member.version, { label: 'Desk' }),
    )
    expect(more).toEqual([])
    expect(change).toMatchObject({ kind: 'number', id: member.id, siteId: tenant.site.id })
    expect(change?.numbers).toEqual([member.e164, tenant.main.e164])
  })

  it('a device names its number and the main numbers that ring it', async () => {
    const changes = await announced(() =>
      createDevice(db, { numberId: member.id, name: 'x', username: 'feed', password: 'x' }),
    )
    expect(changes).toMatchObject([{ kind: 'device', numbers: [member.e164, tenant.main.e164] }])
  })

  it('a company’s new name names its numbers', async () => {
    const { id, version } = tenant.occupier
    const changes = await announced(() => updateOrganization(db, id, version, { name: 'Alder & Finch' }))
    const numbers = [tenant.main.e164, member.e164].sort()
    expect(changes).toMatchObject([{ kind: 'organization', id, siteId: tenant.site.id, numbers }])
    const renamed = await findOrganization(db, id)
    expect(
      await announced(() => updateOrganization(db, id, renamed?.version ?? 0, { name: 'Alder & Finch' })),
    ).toEqual([])
  })

  it('call settings and members name the main number', async () => {
    const change = { routes: defaultRoutes, hoursOverride: null, voicemailEmails: [], changedBy: 'x' }
    expect(await announced(() => saveCallSettings(db, tenant.main.id, 1, change))).toMatchObject([
      { kind: 'call-settings', numbers: [tenant.main.e164] },
    ])
    const emptied = await announced(() => setHuntMembers(db, tenant.main.id, []))
    expect(emptied).toMatchObject([{ kind: 'hunt-member', id: tenant.main.id, numbers: [tenant.main.e164] }])
  })

  /** Closes the site in an emergency, whoever did before. */
  const close = async (by: string) => {
    const siteId = tenant.site.id
    const [before] = await currentSiteOverrides(db, siteId, Date.now())
    return setEmergencyClosure(db, { siteId, by, overrideId: before?.id })
  }

  it('hours, events and closures name the whole site', async () => {
    const { site, operator } = tenant
    const whole = { siteId: site.id, numbers: null }
    expect(await announced(() => updateSite(db, site.id, 1, { timeZone: 'Europe/Paris' }))).toMatchObject([
      { kind: 'site', ...whole },
    ])
    expect(await announced(() => close('x'))).toMatchObject([{ kind: 'site-override', ...whole }])
    const [created] = await announced(() =>
      createSiteEvent(db, {
        operatorId: operator.id,
        siteIds: [site.id],
        name: 'Day off',
        when: { kind: 'days', from: '2030-01-01', to: '2030-01-01' },
      }),
    )
    expect(created).toMatchObject({ kind: 'site-event', ...whole })
    const id = created?.id ?? ''
    const deleted = await announced(() => deleteSiteEvent(db, id, 1))
    expect(deleted).toMatchObject([{ kind: 'site-event', id, ...whole }])
  })

  it('an import of many numbers is one announcement for the site', async () => {
    const changes = await announced(() =>
      createNumbers(db, { siteId: tenant.site.id, first: '+442079468000', count: 80 }),
    )
    expect(changes).toMatchObject([
      { kind: 'number', id: tenant.site.id, siteId: tenant.site.id, numbers: null },
    ])
  })

  it('what is rolled back is not announced', async () => {
    const settings = await findCallSettings(db, tenant.main.id)
    const changes = await announced(() =>
      db
        .transaction()
        .execute(async (tx) => {
          const change = { routes: defaultRoutes, hoursOverride: null, voicemailEmails: [], changedBy: 'x' }
          must(await saveCallSettings(tx, tenant.main.id, settings?.version ?? 0, change))
          throw new Error('no')
        })
        .catch(() => {}),
    )
    expect(changes).toEqual([])
  })

  it('a listener that missed some reads on from the last seq', async () => {
    const seen = (await planChangesSince(db, 0)).at(-1)?.seq ?? 0
    await announced(() => close('y'))
    const missed = await planChangesSince(db, seen)
    expect(missed.map((change) => change.kind)).toContain('site-override')
    expect(missed.every((change) => change.seq > seen)).toBe(true)
  })

  it('a lost connection is taken up again, and said', async () => {
    let back: () => void = () => {}
    const reconnected = new Promise<void>((resolve) => {
      back = resolve
    })
    await database.listen('other', () => {}, back)
    await database.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
    )
    await reconnected
    expect(await announced(() => close('z'))).not.toEqual([])
  })
})
