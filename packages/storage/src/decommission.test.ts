import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import {
  activateNumber,
  atOnce,
  createTenant,
  createTestUser,
  giveVoiceService,
  must,
  openTestDatabase,
  type Tenant,
  testSecrets,
} from '../testing/index.ts'
import { createApiToken } from './api-tokens.ts'
import type { Database } from './database.ts'
import { countForDecommission, decommission, purgeMailboxes } from './decommission.ts'
import { createDevice } from './devices.ts'
import { setHuntMembers } from './hunt-members.ts'
import { newId } from './id.ts'
import { createInvitation, findInvitation, newLinkToken } from './invitations.ts'
import { findMailboxOfNumber } from './mailboxes.ts'
import { createMembership, findMembership } from './memberships.ts'
import { beginMessage } from './messages.ts'
import { allocate, deallocate, nominate, releaseEarly } from './number-life.ts'
import { createNumbers, findNumber, updateNumber } from './numbers.ts'
import { destroyKeys, findOrganizationKey, organizationKey } from './organization-keys.ts'
import { createOrganization, locateAtSite, sitesOf } from './organizations.ts'
import type { Db } from './schema.ts'
import { createSiteEvent, findSiteEvent } from './site-schedule.ts'
import { createSite } from './sites.ts'
import { findVoiceService } from './voice-services.ts'

describe('an occupier that leaves (N7)', () => {
  let database: Database
  let tenant: Tenant
  beforeAll(async () => {
    database = await openTestDatabase()
    tenant = await createTenant(database.kysely)
  })
  afterAll(() => database.close())
  const db = () => database.kysely

  it.each([
    ['a name that is not its own', { name: 'Somebody else' }, 'name-mismatch'],
    ['a stale version', { version: 99 }, 'stale-version'],
  ])('stays with %s', async (_, wrong, code) => {
    const { occupier } = tenant
    const given = { version: occupier.version, name: occupier.name, ...wrong }
    expect(await decommission(db(), { organizationId: occupier.id }, given)).toMatchObject({
      kind: 'refusal',
      code,
    })
    expect((await findNumber(db(), tenant.main.id))?.state).toBe('ACTIVE')
  })

  it('is brought to no site while it leaves', async () => {
    const { operator, site } = tenant
    const made = await createOrganization(db(), { name: 'Undecided', operatorId: operator.id })
    const located = await atOnce(
      database,
      (tx) => decommission(tx, { organizationId: made.id }, { version: made.version, name: made.name }),
      () => locateAtSite(db(), made.id, site.id),
    )
    expect(located).toMatchObject({ code: 'not-found' })
    expect(await sitesOf(db(), made.id)).toEqual([])
  })

  it('leaves without a number that is given back at the same moment', async () => {
    const { operator, site } = tenant
    const made = await createOrganization(db(), { name: 'In a hurry', operatorId: operator.id })
    await locateAtSite(db(), made.id, site.id)
    const [number] = must(await createNumbers(db(), { siteId: site.id, first: '+442079465555' }))
    const reserved = must(await allocate(db(), number?.id ?? '', 1, made.id))
    const left = await atOnce(
      database,
      (tx) => deallocate(tx, reserved.id, reserved.version),
      () => decommission(db(), { organizationId: made.id }, { version: made.version, name: made.name }),
    )
    expect(left).toMatchObject({ decommissionedAt: expect.any(Number) })
    expect(await findNumber(db(), reserved.id)).toMatchObject({ state: 'AVAILABLE', organizationId: null })
  })

  it('and who sets up its hunt group at the same moment do not wait for each other', async () => {
    const { operator, site } = tenant
    for (let round = 0; round < 8; round++) {
      const name = `Leaver ${round}`
      const made = await createOrganization(db(), { name, operatorId: operator.id })
      await locateAtSite(db(), made.id, site.id)
      await giveVoiceService(db(), made.id, site.id)
      const first = `+4420794656${round}0`
      const numbers = must(await createNumbers(db(), { siteId: site.id, first, count: 4 }))
      const [nominee, ...others] = numbers.toReversed()
      const members: { numberId: string }[] = []
      for (const other of others) members.push({ numberId: (await activateNumber(db(), other, made.id)).id })
      const main = await activateNumber(
        db(),
        must(await nominate(db(), nominee?.id ?? '', 1, 'main')),
        made.id,
      )
      await Promise.all([
        setHuntMembers(db(), main.id, members),
        decommission(db(), { organizationId: made.id }, { version: made.version, name }),
      ])
      const { rows } = await sql`select from hunt_members where main_number_id = ${main.id}`.execute(db())
      expect(rows).toEqual([])
    }
  })

  it('goes by its name however its letters are spelt, and whatever spaces it has', async () => {
    const { operator } = tenant
    const name = 'Café Ångström'
    const stored = name.normalize('NFD').replace(' ', '  ')
    const made = await createOrganization(db(), { name: stored, operatorId: operator.id })
    const given = { version: made.version, name }
    expect(await decommission(db(), { organizationId: made.id }, given)).toMatchObject({
      decommissionedAt: expect.any(Number),
    })
  })

  it('is an occupier: an operator cannot leave itself', async () => {
    const { operator } = tenant
    const given = { version: operator.version, name: operator.name }
    expect(await decommission(db(), { organizationId: operator.id }, given)).toMatchObject({
      code: 'wrong-state',
    })
  })

  it('takes numbers, services, devices with it and stays on record', async () => {
    const { occupier, main, ordinary, site } = tenant
    must(
      await createDevice(db(), {
        numberId: ordinary[0]!.id,
        name: 'Desk',
        username: 'd1',
        password: 'x'.repeat(20),
      }),
    )
    const { id: named, version } = ordinary[0]!
    must(await updateNumber(db(), named, version, { label: 'Ines Marlow' }))
    expect(await countForDecommission(db(), { organizationId: occupier.id })).toMatchObject({
      numbers: 3,
      mainNumbers: 1,
      devices: 1,
      mailboxes: 3,
    })
    const gone = must(
      await decommission(
        db(),
        { organizationId: occupier.id },
        { version: occupier.version, name: occupier.name },
      ),
    )
    expect(gone).toMatchObject({ name: occupier.name, version: occupier.version + 1 })
    expect(gone.decommissionedAt).toBeGreaterThan(0)
    for (const { id } of [main, ...ordinary])
      expect(await findNumber(db(), id)).toMatchObject({
        state: 'COOLDOWN',
        organizationId: null,
        assignedTo: null,
        label: '',
      })
    expect(await findVoiceService(db(), occupier.id, site.id)).toBeUndefined()
    expect(await countForDecommission(db(), { organizationId: occupier.id })).toMatchObject({
      numbers: 0,
      devices: 0,
      mailboxes: 0,
    })
  })

  it('leaves once', async () => {
    const again = { version: tenant.occupier.version + 1, name: tenant.occupier.name }
    expect(await decommission(db(), { organizationId: tenant.occupier.id }, again)).toMatchObject({
      code: 'wrong-state',
    })
  })

  it('leaves numbers that the provider may release early', async () => {
    const cooling = await findNumber(db(), tenant.main.id)
    expect(must(await releaseEarly(db(), tenant.main.id, cooling!.version))).toMatchObject({
      state: 'AVAILABLE',
      kind: 'ordinary',
    })
  })
})

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

describe('mailboxes of an occupier that left', () => {
  it('are kept as long as the site says; those of organizations that stay, for ever', async () => {
    const database = await openTestDatabase()
    onTestFinished(() => database.close())
    const db = database.kysely
    const { occupier, main, ordinary } = await createTenant(db)
    const stays = await createTenant(db, { first: '+442079470000' })
    const mailbox = await findMailboxOfNumber(db, main.id)
    const from = { callId: 'c', callerNumber: null, callerName: null, startedAt: 1 }
    must(await beginMessage(db, { ...from, mailboxId: mailbox?.id ?? '', path: 'left.wav' }))
    const key = await organizationKey(db, testSecrets, occupier.id)
    const ofStaying = await organizationKey(db, testSecrets, stays.occupier.id)
    must(
      await decommission(
        db,
        { organizationId: occupier.id },
        { version: occupier.version, name: occupier.name },
      ),
    )
    const kept = async () =>
      (await db.selectFrom('mailboxes').select('id').where('organizationId', '=', occupier.id).execute())
        .length

    expect(await purgeMailboxes(db, Date.now() + 29 * DAY)).toEqual([])
    expect(await kept()).toBe(ordinary.length + 1)
    expect(await destroyKeys(db)).toEqual([])
    expect(await organizationKey(db, testSecrets, occupier.id)).toBe(key)
    expect(await purgeMailboxes(db, Date.now() + 31 * DAY)).toEqual(['left.wav'])
    expect(await destroyKeys(db)).toEqual([occupier.id])
    expect(await findOrganizationKey(db, testSecrets, occupier.id)).toBeUndefined()
    expect(await findOrganizationKey(db, testSecrets, stays.occupier.id)).toBe(ofStaying)
    expect(await kept()).toBe(0)
    expect(await findMailboxOfNumber(db, stays.main.id)).toBeDefined()
  })

  it('go when nobody does anything to a message of theirs: neither waits for the other', async () => {
    const database = await openTestDatabase()
    onTestFinished(() => database.close())
    const db = database.kysely
    const { occupier, main } = await createTenant(db)
    const mailboxId = (await findMailboxOfNumber(db, main.id))?.id ?? ''
    const from = { callId: 'c', callerNumber: null, callerName: null, startedAt: 1 }
    const { id } = must(await beginMessage(db, { ...from, mailboxId, path: 'left.wav' }))
    const { version, name } = occupier
    must(await decommission(db, { organizationId: occupier.id }, { version, name }))
    const isWaiting = async () =>
      (await sql`select from pg_locks where not granted`.execute(db)).rows.length > 0
    const { purged } = await db.transaction().execute(async (tx) => {
      await tx.updateTable('messages').set({ seconds: 3 }).where('id', '=', id).execute()
      const purged = purgeMailboxes(db, Date.now() + 31 * DAY).catch((error: Error) => error.message)
      await expect.poll(isWaiting).toBe(true)
      // As whatever is added to a message looks for its mailbox.
      await sql`select from mailboxes where id = ${mailboxId}::uuid for key share`.execute(tx)
      return { purged }
    })
    expect(await purged).toEqual(['left.wav'])
  })

  it('stay apart: an organization that left does not come back', async () => {
    const database = await openTestDatabase()
    onTestFinished(() => database.close())
    const { occupier, site } = await createTenant(database.kysely)
    must(
      await decommission(
        database.kysely,
        { organizationId: occupier.id },
        { version: occupier.version, name: occupier.name },
      ),
    )
    expect(await locateAtSite(database.kysely, occupier.id, site.id)).toMatchObject({ code: 'not-found' })
  })
})

const DAY = 86_400_000
