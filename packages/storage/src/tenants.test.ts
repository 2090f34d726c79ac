import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTenant, must, openTestDatabase, type Tenant } from '../testing/index.ts'
import {
  callSettingsHistory,
  ensureCallSettings,
  findCallSettings,
  saveCallSettings,
  toPbxSettings,
} from './call-settings.ts'
import type { Database } from './database.ts'
import { huntMemberCandidates, listHuntMembers, setHuntMembers } from './hunt-members.ts'
import { newId } from './id.ts'
import { defaultRoutes } from './number-equipment.ts'
import {
  createOrganization,
  listOrganizations,
  locateAtSite,
  sitesOf,
  updateOrganization,
} from './organizations.ts'
import type { Db } from './schema.ts'
import { currentSiteOverrides, liftSiteOverride, setSiteOverride } from './site-overrides.ts'
import { createSiteEvent, findSiteEvent, listSiteEvents, updateSiteEvent } from './site-schedule.ts'
import { listSites, updateSite } from './sites.ts'
import { createTrunk, deleteTrunk, findTrunk, listTrunks, updateTrunk } from './trunks.ts'

let database: Database
let db: Db
let tenant: Tenant
let other: Tenant

beforeAll(async () => {
  database = await openTestDatabase()
  db = database.kysely
  tenant = await createTenant(db)
  other = await createTenant(db, { first: '+12125550100', timeZone: 'America/New_York' })
})
afterAll(() => database.close())

describe('organizations (N1)', () => {
  it('an operator is its own tenant root, an occupier its operator’s', async () => {
    expect(tenant.operator).toMatchObject({ kind: 'operator', operatorId: tenant.operator.id })
    expect(tenant.occupier).toMatchObject({ kind: 'occupier', operatorId: tenant.operator.id })
  })

  it('is located at sites of its operator only, twice is once', async () => {
    expect(await locateAtSite(db, tenant.occupier.id, tenant.site.id)).toBeUndefined()
    expect(await sitesOf(db, tenant.occupier.id)).toEqual([tenant.site.id])
    expect(await locateAtSite(db, tenant.occupier.id, other.site.id)).toMatchObject({ code: 'not-found' })
  })

  it('lists by site, operator and kind', async () => {
    const at = await listOrganizations(db, { siteId: tenant.site.id })
    expect(at.items.map((one) => one.id)).toEqual([tenant.occupier.id])
    const of = await listOrganizations(db, { operatorId: other.operator.id, kind: 'occupier' })
    expect(of.items.map((one) => one.id)).toEqual([other.occupier.id])
    const piece = tenant.occupier.name.slice(2).toUpperCase()
    const found = await listOrganizations(db, { operatorId: tenant.operator.id, search: piece })
    expect(found.items.map((one) => one.id)).toContain(tenant.occupier.id)
    expect((await listOrganizations(db, { search: '_%' })).items).toEqual([])
  })

  it('of an operator has a name of its own, in any case, by SQL too; who has left keeps it from nobody (N7)', async () => {
    const operatorId = tenant.operator.id
    const { id } = await createOrganization(db, { name: 'Ümlaut & Co', operatorId })
    const again = () => createOrganization(db, { name: 'ümlaut & CO', operatorId })
    await expect(again()).rejects.toMatchObject({ constraint: 'organizations_one_name' })
    const other = await createOrganization(db, { name: 'Something else', operatorId })
    const renamed = db
      .updateTable('organizations')
      .set({ name: ' Ümlaut & Co ' })
      .where('id', '=', other.id)
      .execute()
    await expect(renamed).rejects.toMatchObject({ constraint: 'organizations_one_name' })
    const made = await Promise.allSettled(
      Array.from({ length: 50 }, () => createOrganization(db, { name: 'Race', operatorId })),
    )
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await db.updateTable('organizations').set({ decommissionedAt: Date.now() }).where('id', '=', id).execute()
    expect((await again()).id).not.toBe(id)
  })

  it('is renamed under a version (N12)', async () => {
    const made = await createOrganization(db, { name: 'Old', operatorId: tenant.operator.id })
    expect(must(await updateOrganization(db, made.id, 1, { name: 'New' }))).toMatchObject({
      name: 'New',
      version: 2,
    })
    expect(await updateOrganization(db, made.id, 1, { name: 'x' })).toMatchObject({
      current: { name: 'New' },
    })
    expect(await updateOrganization(db, newId(), 1, { name: 'x' })).toMatchObject({ code: 'not-found' })
  })
})

describe('sites', () => {
  it('change what is named and keep the rest', async () => {
    const hours = { mode: 'always-open' } as const
    const changed = must(
      await updateSite(db, other.site.id, 1, { businessHours: hours, language: undefined }),
    )
    expect(changed).toMatchObject({
      businessHours: hours,
      timeZone: 'America/New_York',
      language: 'en',
      version: 2,
    })
    expect(await updateSite(db, other.site.id, 1, { name: 'x' })).toMatchObject({ code: 'stale-version' })
    expect((await listSites(db, { operatorId: other.operator.id })).items).toEqual([changed])
  })
})

describe('call settings (M5, M7)', () => {
  const change = {
    routes: defaultRoutes,
    hoursOverride: null,
    voicemailEmails: ['a@b.test'],
    changedBy: 'me',
  }

  it('every version is kept', async () => {
    const hours = { mode: 'always-closed' } as const
    const saved = must(await saveCallSettings(db, tenant.main.id, 1, { ...change, hoursOverride: hours }))
    expect(saved).toMatchObject({ version: 2, hoursOverride: hours, voicemailEmails: ['a@b.test'] })
    expect(toPbxSettings(saved)).toEqual({ version: 2, ...defaultRoutes, hours })
    const history = await callSettingsHistory(db, tenant.main.id)
    expect(history.map((one) => [one.version, one.changedBy])).toEqual([
      [2, 'me'],
      [1, 'test'],
    ])
  })

  it('a stale version is refused with what is there (N12)', async () => {
    const answer = await saveCallSettings(db, tenant.main.id, 1, change)
    expect(answer).toMatchObject({ code: 'stale-version', current: { version: 2 } })
  })

  it('first settings do not overwrite; an ordinary number has none', async () => {
    expect(must(await ensureCallSettings(db, tenant.main.id, change)).version).toBe(2)
    const [ordinary] = tenant.ordinary
    expect(await ensureCallSettings(db, ordinary?.id ?? '', change)).toMatchObject({ code: 'wrong-state' })
    expect(await findCallSettings(db, ordinary?.id ?? '')).toBeUndefined()
  })
})

describe('hunt members (M10)', () => {
  it('at activation all ACTIVE numbers of the organization (M7)', async () => {
    const members = await listHuntMembers(db, tenant.main.id)
    expect(members.map((one) => one.e164)).toEqual(tenant.ordinary.map((one) => one.e164))
    const candidates = await huntMemberCandidates(db, tenant.main.id)
    expect(candidates.map((one) => one.numberId)).toEqual(tenant.ordinary.map((one) => one.id))
  })

  it('a replaced group keeps the membership of who stays; doubles count once; empty is allowed', async () => {
    const before = await listHuntMembers(db, tenant.main.id)
    const [, second] = tenant.ordinary
    const again = { numberId: second?.id ?? '' }
    const after = must(await setHuntMembers(db, tenant.main.id, [again, again]))
    expect(after).toEqual([before[1]])
    expect(must(await setHuntMembers(db, tenant.main.id, []))).toEqual([])
  })

  it.each([
    ['a main number -> member-main', () => tenant.main.id, 'member-main'],
    [
      'a number of another tenant -> member-not-active',
      () => other.ordinary[0]?.id ?? '',
      'member-not-active',
    ],
    ['no number at all -> member-not-active', () => newId(), 'member-not-active'],
  ])('%s', async (_, numberId, code) => {
    expect(await setHuntMembers(db, tenant.main.id, [{ numberId: numberId() }])).toMatchObject({ code })
  })

  it('a main number becomes no member by SQL either, be it the own one or that of another tenant (M1)', async () => {
    const row = { operatorId: tenant.operator.id, siteId: tenant.site.id, organizationId: tenant.occupier.id }
    const add = (member: { memberNumberId: string | null; externalE164: string | null }) =>
      db
        .insertInto('huntMembers')
        .values({
          ...row,
          ...member,
          id: newId(),
          mainNumberId: tenant.main.id,
          name: '',
          position: 9,
          lamp: false,
        })
        .execute()
    const words = `${tenant.main.e164} is a main number and rings no phone.`
    await expect(add({ memberNumberId: tenant.main.id, externalE164: null })).rejects.toThrow(words)
    await expect(add({ memberNumberId: null, externalE164: tenant.main.e164 })).rejects.toThrow(words)
    await expect(add({ memberNumberId: null, externalE164: other.main.e164 })).rejects.toThrow(
      other.main.e164,
    )
  })

  it('of an ordinary number there is no group', async () => {
    expect(await setHuntMembers(db, tenant.ordinary[0]?.id ?? '', [])).toMatchObject({ code: 'wrong-state' })
  })
})

describe('site schedule (M9)', () => {
  const when = { kind: 'days', from: '2030-12-25', to: '2030-12-26' } as const

  it('an event is of the operator’s own sites, at least one', async () => {
    const input = { operatorId: tenant.operator.id, name: 'Holiday', when }
    expect(await createSiteEvent(db, { ...input, siteIds: [other.site.id] })).toMatchObject({
      code: 'not-found',
    })
    expect(await createSiteEvent(db, { ...input, siteIds: [] })).toMatchObject({ code: 'not-found' })
    const made = must(await createSiteEvent(db, { ...input, siteIds: [tenant.site.id] }))
    expect((await listSiteEvents(db, { siteId: tenant.site.id })).items).toEqual([made])
    expect((await listSiteEvents(db, { siteId: other.site.id })).items).toEqual([])
  })

  it('an event is replaced under a version (N12)', async () => {
    const input = { siteIds: [other.site.id], name: 'One', when }
    const made = must(await createSiteEvent(db, { ...input, operatorId: other.operator.id }))
    const route = { steps: [], end: 'closed' } as const
    const changed = must(await updateSiteEvent(db, made.id, 1, { ...input, name: 'Two', route }))
    expect(await findSiteEvent(db, made.id)).toEqual(changed)
    expect(changed).toMatchObject({ name: 'Two', route, version: 2, siteIds: [other.site.id] })
    expect(await updateSiteEvent(db, made.id, 1, input)).toMatchObject({ code: 'stale-version' })
  })

  it('an override replaces the one before it and is lifted once', async () => {
    const until = Date.now() + 3_600_000
    const place = { siteId: tenant.site.id, until }
    const first = must(await setSiteOverride(db, { ...place, open: true, by: 'a' }))
    expect(await setSiteOverride(db, { ...place, open: false, by: 'b' })).toMatchObject({
      code: 'stale-version',
      current: first,
    })
    const second = must(await setSiteOverride(db, { ...place, open: false, by: 'b', overrideId: first.id }))
    expect(await setSiteOverride(db, { ...place, open: true, by: 'c', overrideId: first.id })).toMatchObject({
      code: 'stale-version',
      current: second,
    })
    expect(await currentSiteOverrides(db, tenant.site.id, Date.now())).toEqual([second])
    expect(await currentSiteOverrides(db, tenant.site.id, until)).toEqual([])
    expect(must(await liftSiteOverride(db, second.id)).liftedAt).not.toBeNull()
    expect(await liftSiteOverride(db, second.id)).toMatchObject({ code: 'not-found' })
    expect(await setSiteOverride(db, { ...place, open: true, by: 'c', overrideId: second.id })).toMatchObject(
      {
        code: 'stale-version',
        current: { by: 'b', liftedAt: expect.any(Number) },
      },
    )
    must(await setSiteOverride(db, { ...place, open: true, by: 'c' }))
  })
})

describe('trunks (C1, C2)', () => {
  it('defaults, credentials as HA1, one name once', async () => {
    const digest = { username: 'carrier', realm: 'mainline', password: 'hidden' }
    const made = must(await createTrunk(db, { name: 'Carrier', sourceAddresses: ['192.0.2.0/24'], digest }))
    expect(made).toMatchObject({
      enabled: true,
      transport: 'UDP',
      digestUsername: 'carrier',
      sourceAddresses: ['192.0.2.0/24'],
      calledNumberSources: ['request-uri', 'to', 'p-called-party-id', 'diversion'],
    })
    expect(JSON.stringify(made)).not.toContain('hidden')
    expect(await createTrunk(db, { name: 'Carrier' })).toMatchObject({ code: 'name-taken' })
  })

  it('changes under a version, loses its credentials when asked (N12)', async () => {
    const [trunk] = await listTrunks(db)
    const changed = must(await updateTrunk(db, trunk?.id ?? '', 1, { digest: null, port: 5080 }))
    expect(changed).toMatchObject({
      digestUsername: null,
      ha1Md5: null,
      port: 5080,
      name: 'Carrier',
      version: 2,
    })
    expect(await updateTrunk(db, changed.id, 1, { port: 1 })).toMatchObject({ code: 'stale-version' })
    expect(await deleteTrunk(db, changed.id, 2)).toBeUndefined()
    expect(await findTrunk(db, changed.id)).toBeUndefined()
  })
})
