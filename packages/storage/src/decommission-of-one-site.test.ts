/** An occupier that leaves one of its sites: what it had there goes, what it has elsewhere stays (N7). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  activateNumber,
  createTenant,
  createTestUser,
  giveVoiceService,
  must,
  openTestDatabase,
  type Tenant,
} from '../testing/index.ts'
import { createApiToken } from './api-tokens.ts'
import type { Database } from './database.ts'
import { countForDecommission, decommission } from './decommission.ts'
import { createDevice } from './devices.ts'
import { newId } from './id.ts'
import { createInvitation, findInvitation, newLinkToken } from './invitations.ts'
import { createMembership, findMembership } from './memberships.ts'
import { allocate, nominate } from './number-life.ts'
import { createNumbers, findNumber } from './numbers.ts'
import { locateAtSite, sitesOf } from './organizations.ts'
import type { Db } from './schema.ts'
import { createSiteEvent, findSiteEvent } from './site-schedule.ts'
import { createSite } from './sites.ts'
import { findVoiceService } from './voice-services.ts'

describe('an occupier that leaves one of its sites (N7)', () => {
  let database: Database
  let here: Tenant
  let there: Tenant
  let version = 0
  beforeAll(async () => {
    database = await openTestDatabase()
    here = await createTenant(database.kysely)
    there = await addSite(database.kysely, here)
    version = here.occupier.version
  })
  afterAll(() => database.close())
  const db = () => database.kysely
  const leave = (siteId: string, otherwise: { version?: number; name?: string } = {}) =>
    decommission(
      db(),
      { organizationId: here.occupier.id, siteId },
      { version, name: here.occupier.name, ...otherwise },
    )

  it.each<[string, () => Parameters<typeof leave>, string]>([
    ['a name that is not its own', () => [here.site.id, { name: 'occupier' }], 'name-mismatch'],
    ['a stale version', () => [here.site.id, { version: 99 }], 'stale-version'],
    ['a site where it is not', () => [newId()], 'not-found'],
  ])('stays with %s', async (_, given, code) => {
    expect(await leave(...given())).toMatchObject({ kind: 'refusal', code })
    expect((await findNumber(db(), here.main.id))?.state).toBe('ACTIVE')
    expect(await sitesOf(db(), here.occupier.id)).toHaveLength(2)
  })

  it('has no number, service, device, card, event or user there any more, and all of them elsewhere', async () => {
    const sides = [here, there]
    for (const [place, { ordinary }] of sides.entries())
      must(
        await createDevice(db(), {
          numberId: ordinary[0]!.id,
          name: 'Desk',
          username: `desk${place}`,
          password: 'x'.repeat(20),
        }),
      )
    const all = sides.map(({ site }) => site.id)
    const event = await everywhere(db(), here, all)
    const onlyHere = await everywhere(db(), here, [here.site.id])
    const reaches = { of: [here.site.id], both: all, other: [there.site.id], every: null }
    const members = new Map<string, string>()
    for (const [name, siteIds] of Object.entries(reaches)) {
      const { id } = await createTestUser(db(), name)
      const where = { operatorId: here.operator.id, organizationId: here.occupier.id, siteIds }
      members.set(name, await createMembership(db(), id, { role: 'occupier-admin', ...where }))
    }
    const counts = { numbers: 3, mainNumbers: 1, devices: 1, mailboxes: 3, services: 1_000, users: 1 }
    const leaving = { organizationId: here.occupier.id, siteId: here.site.id }
    expect(await countForDecommission(db(), leaving)).toMatchObject(counts)

    const stays = must(await leave(here.site.id))
    expect(stays).toMatchObject({ decommissionedAt: null, version: version + 1 })
    version = stays.version
    expect(await countForDecommission(db(), leaving)).toMatchObject({
      numbers: 0,
      devices: 0,
      mailboxes: 0,
      services: 0,
      users: 0,
    })
    for (const { id } of [here.main, ...here.ordinary])
      expect(await findNumber(db(), id)).toMatchObject({ state: 'COOLDOWN', organizationId: null })
    expect(await sitesOf(db(), here.occupier.id)).toEqual([there.site.id])
    expect((await findSiteEvent(db(), event))?.siteIds).toEqual([there.site.id])
    expect(await findSiteEvent(db(), onlyHere)).toBeUndefined()
    const reach = async (name: string) => findMembership(db(), members.get(name) ?? '')
    expect((await reach('of'))?.retiredAt).toBeGreaterThan(0)
    expect(await reach('both')).toMatchObject({ retiredAt: null, siteIds: [there.site.id], version: 2 })
    expect(await reach('other')).toMatchObject({ retiredAt: null, siteIds: [there.site.id], version: 1 })
    expect(await reach('every')).toMatchObject({ retiredAt: null, siteIds: null, version: 1 })

    for (const { id } of [there.main, ...there.ordinary])
      expect(await findNumber(db(), id)).toMatchObject({
        state: 'ACTIVE',
        organizationId: here.occupier.id,
        version: expect.any(Number),
      })
    const elsewhere = { organizationId: here.occupier.id, siteId: there.site.id }
    // One of them reached both.
    expect(await countForDecommission(db(), elsewhere)).toMatchObject({ ...counts, users: 2 })
  })

  it('has nothing allocated there any more', async () => {
    const [spare] = must(await createNumbers(db(), { siteId: here.site.id, first: '+442079460050' }))
    expect(await allocate(db(), spare?.id ?? '', 1, here.occupier.id)).toMatchObject({ code: 'not-at-site' })
  })

  it('does not leave its last site so: it leaves altogether', async () => {
    expect(await leave(there.site.id)).toMatchObject({ code: 'last-site' })
    const stays = await findNumber(db(), there.main.id)
    expect(stays?.state).toBe('ACTIVE')
  })

  it('may come back, and begins anew', async () => {
    expect(await locateAtSite(db(), here.occupier.id, here.site.id)).toBeUndefined()
    expect(await findVoiceService(db(), here.occupier.id, here.site.id)).toBeUndefined()
    await giveVoiceService(db(), here.occupier.id, here.site.id, 1)
    const [spare] = must(await createNumbers(db(), { siteId: here.site.id, first: '+442079460060' }))
    if (!spare) throw new Error('no number')
    expect(await activateNumber(db(), spare, here.occupier.id)).toMatchObject({ state: 'ACTIVE' })
  })

  it.each(Array.from({ length: 5 }, (_, round) => [round]))(
    'races with an allocation: either the number cools down, or it was never its (%i)',
    async (round) => {
      await locateAtSite(db(), here.occupier.id, here.site.id)
      const first = `+4420794601${round}0`
      const [spare] = must(await createNumbers(db(), { siteId: here.site.id, first }))
      const [left, allocated] = await Promise.all([
        leave(here.site.id),
        allocate(db(), spare?.id ?? '', 1, here.occupier.id),
      ])
      version = must(left).version
      const refused = 'kind' in allocated && allocated.kind === 'refusal'
      expect(await findNumber(db(), spare?.id ?? '')).toMatchObject({
        state: refused ? 'AVAILABLE' : 'COOLDOWN',
        organizationId: null,
      })
    },
  )

  it('is out of reach of tokens and invitations of several sites, should it come back (§4)', async () => {
    await locateAtSite(db(), here.occupier.id, here.site.id)
    const place = { operatorId: here.operator.id, organizationId: here.occupier.id }
    const reach = { ...place, role: 'occupier-admin', siteIds: [here.site.id, there.site.id] } as const
    const made = { name: 'Program', createdBy: 'Maya', membershipId: null, expiresAt: null }
    const { token } = await createApiToken(db(), { ...reach, ...made })
    const guest = { ...reach, name: 'Guest', email: 'guest@people.example', invitedBy: 'Maya' }
    const invitation = await createInvitation(db(), guest, newLinkToken().tokenHash)
    version = must(await leave(here.site.id)).version
    const kept = await db()
      .selectFrom('apiTokens')
      .select('siteIds')
      .where('id', '=', token.id)
      .executeTakeFirst()
    expect(kept?.siteIds).toEqual([there.site.id])
    expect((await findInvitation(db(), invitation))?.siteIds).toEqual([there.site.id])
  })
})

/** The same occupier at another site of the operator. */
async function addSite(db: Db, tenant: Tenant): Promise<Tenant> {
  const { id: _, version: _v, createdAt: _c, ...like } = tenant.site
  const site = await createSite(db, { ...like, name: 'Other', domain: 'other.test' })
  const organizationId = tenant.occupier.id
  await locateAtSite(db, organizationId, site.id)
  await giveVoiceService(db, organizationId, site.id)
  const [first, ...rest] = must(
    await createNumbers(db, { siteId: site.id, first: '+442079470000', count: 3 }),
  )
  const ordinary = []
  for (const number of rest) ordinary.push(await activateNumber(db, number, organizationId))
  if (!first) throw new Error('no number')
  const nominee = must(await nominate(db, first.id, 1, 'main'))
  return { ...tenant, site, ordinary, main: await activateNumber(db, nominee, organizationId) }
}

/** A dated event of the occupier at some of its sites. */
async function everywhere(db: Db, { operator, occupier }: Tenant, siteIds: string[]): Promise<string> {
  const when = { kind: 'days', from: '2026-12-24', to: '2026-12-24' } as const
  const event = { operatorId: operator.id, organizationId: occupier.id, name: 'Party', siteIds, when }
  return must(await createSiteEvent(db, event)).id
}
