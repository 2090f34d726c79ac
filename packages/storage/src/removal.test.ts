/** A site or an operator that was opened by mistake is removed: nothing of worth goes with it, and what is brought to it is not lost. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { atOnce, createTestUser, must } from '../testing/index.ts'
import { createApiToken } from './api-tokens.ts'
import { listAudit } from './audit.ts'
import { findCallRecord, insertCallRecords } from './call-records.ts'
import { newId } from './id.ts'
import { createInvitation, newLinkToken } from './invitations.ts'
import { saveKeptCalls } from './kept-calls.ts'
import { noteListenIn } from './listen-ins.ts'
import { createMembership, findMembership } from './memberships.ts'
import { NumberStock } from './number-life-fixture.ts'
import { createNumbers } from './numbers.ts'
import { createOrganization, findOrganization, locateAtSite } from './organizations.ts'
import { changeSeat, openSeat } from './reception.ts'
import { removeOperator, removeSite } from './removal.ts'
import { createScheduleSource, importEvents } from './schedule-sources.ts'
import type { Organization, Site } from './schema.ts'
import { createSiteEvent, findSiteEvent } from './site-schedule.ts'
import { createSite, findSite, updateSite } from './sites.ts'
import { createTrunk } from './trunks.ts'
import { setVoiceService } from './voice-services.ts'
import { createWebhook } from './webhooks.ts'

const { db, database, tenant } = await NumberStock.ofFile()
const { operator } = tenant

let opened = 0
async function openSite(operatorId = operator.id): Promise<Site> {
  const name = `Mistake ${++opened}`
  const { timeZone, businessHours } = tenant.site
  return createSite(db, {
    ...{ operatorId, name, timeZone, businessHours, extensionFirst: 100, extensionLast: 199 },
    domain: `${newId()}.test`,
  })
}
const addOperator = () => createOrganization(db, { name: `Mistaken landlord ${++opened}` })

const days = { kind: 'days', from: '2030-12-24', to: '2030-12-26' } as const
const ofOperatorUser = (operatorId: string, siteIds: string[] | null) => ({
  ...{ role: 'operator-user' as const, operatorId, organizationId: null, siteIds },
})
const member = async (operatorId: string, siteIds: string[] | null) =>
  createMembership(db, (await createTestUser(db)).id, ofOperatorUser(operatorId, siteIds))
const invitation = (operatorId: string, siteIds: string[] | null) =>
  createInvitation(
    db,
    { ...ofOperatorUser(operatorId, siteIds), email: `${newId()}@x.test`, name: 'Ada', invitedBy: 'Noor' },
    newLinkToken().tokenHash,
  )
const token = (operatorId: string, siteIds: string[] | null, expiresAt: number | null = null) =>
  createApiToken(db, {
    ...ofOperatorUser(operatorId, siteIds),
    ...{ role: 'operator-admin', name: 'Booking', createdBy: 'Noor', membershipId: null, expiresAt },
  })
const callAt = (operatorId: string, siteId: string | null, callId: string = newId()) => ({
  ...{ callId, operatorId, siteId, organizationId: null, numberId: null, trunkId: null },
  ...{ sipCallId: 'a@192.0.2.1', callerNumber: null, callerName: null, calledNumber: '+442079460990' },
  ...{
    startedAt: Date.now(),
    answeredAt: null,
    endedAt: Date.now(),
    result: 'rejected' as const,
    reason: 'number-not-active' as const,
  },
  ...{ answeredBy: null, settingsVersion: null, path: [], legs: [], codecs: null, mediaStats: null },
})
const keptCall = (operatorId: string, siteId: string) =>
  saveKeptCalls(db, newId(), [
    { callId: newId(), operatorId, sipCallIds: ['a'], form: 1, state: { core: { plan: { siteId } } } },
  ])
const webhook = (operatorId: string, siteId?: string) =>
  createWebhook(db, {
    ...{ operatorId, siteId, name: 'CRM', url: 'https://crm.test', kinds: ['call.ended'] },
    secret: Buffer.alloc(32),
  })
const seatAt = async ({ id: siteId, operatorId }: Site) =>
  openSeat(db, {
    ...{ siteId, operatorId, userId: (await createTestUser(db)).id, deviceId: null as unknown as string },
    ...{ name: 'Front', presence: 'ready', ringsDevice: true, soundInPage: false },
  })

describe('a site that was opened by mistake', () => {
  it('goes with its schedule and its rules, once and under a version (N12), audited and told (N11)', async () => {
    const site = await openSite()
    const other = await openSite()
    const siteIds = [site.id]
    await createSiteEvent(db, { operatorId: operator.id, siteIds, name: 'Party', when: days })
    const shared = must(
      await createSiteEvent(db, {
        operatorId: operator.id,
        siteIds: [site.id, other.id],
        name: 'Feast',
        when: days,
      }),
    )
    const source = must(await createScheduleSource(db, { siteId: site.id, kind: 'calendar', name: 'Town' }))
    const dates = [{ key: 'a', name: 'Fair', when: days, recurring: false }]
    must(await importEvents(db, source.id, dates, '2030-01-01'))
    // The operator's own place there, whose services are down to none.
    await locateAtSite(db, operator.id, site.id)
    must(await setVoiceService(db, { organizationId: operator.id, siteId: site.id, quantity: 0 }))
    await changeSeat(db, (await seatAt(site)).id, { closedAt: 5 })
    const reaches = await member(operator.id, [site.id, other.id])
    const { token: reaching } = await token(operator.id, [site.id, other.id])
    await token(operator.id, [site.id], 1)
    const { version } = must(await updateSite(db, site.id, 1, { name: 'Mistaken' }))

    expect(await removeSite(db, site.id, 1)).toMatchObject({ code: 'stale-version', current: { version } })
    expect(await removeSite(db, site.id, version)).toBeUndefined()
    expect(await removeSite(db, site.id, version)).toMatchObject({ code: 'not-found' })
    expect(await findSite(db, site.id)).toBeUndefined()
    expect(await findSiteEvent(db, shared.id)).toMatchObject({ name: 'Feast', siteIds: [other.id] })
    expect(await findMembership(db, reaches)).toMatchObject({ siteIds: [other.id] })
    expect(
      await db.selectFrom('apiTokens').select('siteIds').where('id', '=', reaching.id).executeTakeFirst(),
    ).toEqual({ siteIds: [other.id] })
    const audit = (await listAudit(db, { siteId: site.id })).items
    expect(audit.find(({ kind, action }) => kind === 'site' && action === 'removed')).toMatchObject({
      name: 'Mistaken',
    })
    const told = await db.selectFrom('liveEvents').selectAll().where('siteId', '=', site.id).execute()
    expect(told.at(-1)).toMatchObject({
      kind: 'schedule.changed',
      data: { what: 'site', name: 'Mistaken' },
    })
  })

  const hanging: readonly (readonly [string, string, (site: Site) => Promise<unknown>])[] = [
    [
      'a number that nobody has',
      'has-numbers',
      ({ id }) => createNumbers(db, { siteId: id, first: `+4420794700${10 + opened}` }),
    ],
    ['an occupier', 'has-organizations', ({ id }) => locateAtSite(db, tenant.occupier.id, id)],
    [
      'a voice service of the operator itself',
      'has-services',
      async ({ id }) => {
        await locateAtSite(db, operator.id, id)
        must(await setVoiceService(db, { organizationId: operator.id, siteId: id, quantity: 1 }))
      },
    ],
    ['a user of no other site', 'has-users', ({ id }) => member(operator.id, [id])],
    ['an invitation to no other site', 'has-users', ({ id }) => invitation(operator.id, [id])],
    ['a token of no other site', 'has-users', ({ id }) => token(operator.id, [id])],
    ['an open seat', 'has-seats', seatAt],
    [
      'the calls of another reception',
      'has-overflow',
      async ({ id }) => {
        const other = await openSite()
        const rules = { overflow: { to: 'site', siteId: id } }
        await sql`update sites set reception = ${JSON.stringify(rules)}::jsonb where id = ${other.id}`.execute(
          db,
        )
      },
    ],
    ['a webhook', 'has-webhooks', ({ id }) => webhook(operator.id, id)],
    [
      'a file that is being imported',
      'has-import',
      ({ id }) =>
        sql`insert into imports (id, operator_id, site_id, mode, dry_run, file_name, state, by_name, created_at)
          values (${newId()}, ${operator.id}, ${id}, 'best-effort', false, 'a.csv', 'waiting', 'Noor', 1)`.execute(
          db,
        ),
    ],
    ['a call', 'has-calls', ({ id }) => keptCall(operator.id, id)],
    [
      'the record of a call (C13)',
      'has-records',
      ({ id }) => insertCallRecords(db, [callAt(operator.id, id)]),
    ],
    [
      'the record of a call of another site that its reception answered (C7)',
      'has-records',
      async ({ id }) => {
        const record = callAt(operator.id, tenant.site.id)
        await insertCallRecords(db, [record])
        await sql`update call_records set reception = ${JSON.stringify({ siteId: id })}::jsonb
          where call_id = ${record.callId}`.execute(db)
      },
    ],
    [
      'whoever listened (N11)',
      'has-records',
      ({ id }) =>
        noteListenIn(db, {
          ...{ operatorId: operator.id, siteId: id, organizationId: null, numberId: null },
          ...{ callId: newId(), seatName: 'Front', listener: 'Noor', at: 1 },
        }),
    ],
  ]

  it.each(hanging)('stays with %s: %s, by SQL too', async (_, code, bring) => {
    const site = await openSite()
    await bring(site)
    expect(await removeSite(db, site.id, 1)).toMatchObject({ kind: 'refusal', code })
    const bySql = database.pool.query('delete from sites where id = $1', [site.id])
    await expect(bySql).rejects.toMatchObject({ constraint: code })
    expect(await findSite(db, site.id)).toMatchObject({ id: site.id, version: 1 })
  })

  it('takes no record of a call along that ends after it', async () => {
    const site = await openSite()
    const record = callAt(operator.id, site.id)
    expect(await removeSite(db, site.id, 1)).toBeUndefined()
    await insertCallRecords(db, [record])
    expect(await findCallRecord(db, record.callId)).toMatchObject({
      operatorId: operator.id,
      siteId: site.id,
    })
  })
})

describe('while somebody else', () => {
  it('removes the site too, twenty at once: one of them does', async () => {
    const { id } = await openSite()
    const answers = await Promise.all(Array.from({ length: 20 }, () => removeSite(db, id, 1)))
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(1)
    expect(answers.filter((answer) => answer?.code === 'not-found')).toHaveLength(19)
  })

  it('adds numbers: either finds no site, or has them and the site stays', async () => {
    const gone = await openSite()
    const first = '+442079480010'
    const added = await atOnce(
      database,
      (tx) => removeSite(tx, gone.id, 1),
      () => createNumbers(db, { siteId: gone.id, first }),
    )
    expect(added).toMatchObject({ code: 'not-found' })
    const kept = await openSite()
    const removed = await atOnce(
      database,
      (tx) => createNumbers(tx, { siteId: kept.id, first }),
      () => removeSite(db, kept.id, 1),
    )
    expect(removed).toMatchObject({ code: 'has-numbers' })
  })

  it('locates an occupier there: it is waited for, and the site stays', async () => {
    const { id } = await openSite()
    const removed = await atOnce(
      database,
      (tx) => locateAtSite(tx, tenant.occupier.id, id),
      () => removeSite(db, id, 1),
    )
    expect(removed).toMatchObject({ code: 'has-organizations' })
  })

  it('reads a calendar: it is waited for, and the next reading finds no site', async () => {
    const site = await openSite()
    const source = must(await createScheduleSource(db, { siteId: site.id, kind: 'calendar', name: 'Town' }))
    const at = Date.parse('2030-12-24T09:00:00Z')
    const when = { kind: 'span', from: '2030-12-24T09:00', to: '2030-12-24T10:00' } as const
    const dates = [
      { key: 'a', name: 'Fair', when, instants: { from: at, to: at + 3_600_000 }, recurring: false },
    ]
    const removed = await atOnce(
      database,
      (tx) => sql`select from schedule_sources where id = ${source.id} for update`.execute(tx),
      () => removeSite(db, site.id, 1),
      (tx) => importEvents(tx, source.id, dates, '2030-01-01'),
    )
    expect(removed).toBeUndefined()
    expect(await importEvents(db, source.id, dates, '2030-01-01')).toMatchObject({ code: 'not-found' })
  })

  it('opens a site for the operator: either finds none, or has it and the operator stays', async () => {
    const gone = await addOperator()
    const opening = atOnce(
      database,
      (tx) => removeOperator(tx, gone.id, 1),
      () => openSite(gone.id),
    )
    await expect(opening).rejects.toMatchObject({ constraint: 'sites_operator_id_fkey' })
    const kept = await addOperator()
    const removed = await atOnce(
      database,
      (tx) => tx.insertInto('sites').values(siteRow(kept.id)).execute(),
      () => removeOperator(db, kept.id, 1),
    )
    expect(removed).toMatchObject({ code: 'has-sites' })
  })
})

const siteRow = (operatorId: string) => ({
  ...{ id: newId(), operatorId, name: 'New', timeZone: 'Europe/London', extensionFirst: 1, extensionLast: 9 },
  ...{ businessHours: JSON.stringify(tenant.site.businessHours), domain: `${newId()}.test` },
  ...{ nomination: 'provider' as const, cooldownDays: 90, language: 'en', createdAt: 1 },
})

describe('an operator that was added by mistake', () => {
  it('goes once and under a version (N12), with access that was over already; audited and told (N11)', async () => {
    const { id, name } = await addOperator()
    const retired = await member(id, null)
    await db.updateTable('memberships').set({ retiredAt: 1 }).where('id', '=', retired).execute()
    await token(id, null, 1)
    const site = await openSite(id)
    expect(await removeOperator(db, id, 2)).toMatchObject({ code: 'stale-version', current: { version: 1 } })
    expect(await removeOperator(db, id, 1)).toMatchObject({ code: 'has-sites' })
    expect(await removeSite(db, site.id, 1)).toBeUndefined()
    expect(await removeOperator(db, id, 1)).toBeUndefined()
    expect(await removeOperator(db, id, 1)).toMatchObject({ code: 'not-found' })
    expect(await findOrganization(db, id)).toBeUndefined()
    const audit = (await listAudit(db, { operatorId: id })).items
    expect(audit.find(({ kind, action }) => kind === 'organization' && action === 'removed')).toMatchObject({
      name,
    })
    const told = await db.selectFrom('liveEvents').selectAll().where('organizationId', '=', id).execute()
    expect(told.at(-1)).toMatchObject({
      kind: 'organization.changed',
      data: { name, was: name, removed: true },
    })
  })

  it('is no occupier: that one leaves (N7)', async () => {
    const { id, version } = tenant.occupier
    expect(await removeOperator(db, id, version)).toMatchObject({ code: 'wrong-state' })
  })

  const hanging: readonly (readonly [string, string, (operator: Organization) => Promise<unknown>])[] = [
    ['a site', 'has-sites', ({ id }) => openSite(id)],
    [
      'an occupier',
      'has-organizations',
      ({ id }) => createOrganization(db, { name: 'Alder', operatorId: id }),
    ],
    [
      'an occupier that has left, which stays on record (N7)',
      'has-records',
      async ({ id }) => {
        const { id: left } = await createOrganization(db, { name: 'Birch', operatorId: id })
        await db.updateTable('organizations').set({ decommissionedAt: 1 }).where('id', '=', left).execute()
      },
    ],
    ['a user', 'has-users', ({ id }) => member(id, null)],
    ['an invitation', 'has-users', ({ id }) => invitation(id, null)],
    ['a token', 'has-users', ({ id }) => token(id, null)],
    ['a trunk', 'has-trunks', ({ id }) => createTrunk(db, { ...trunk, name: `Trunk ${id}`, operatorId: id })],
    ['a webhook', 'has-webhooks', ({ id }) => webhook(id)],
    ['a call', 'has-calls', ({ id }) => keptCall(id, newId())],
    ['the record of a call (C13)', 'has-records', ({ id }) => insertCallRecords(db, [callAt(id, null)])],
  ]

  it.each(hanging)('stays with %s: %s, by SQL too', async (_, code, bring) => {
    const mistaken = await addOperator()
    await bring(mistaken)
    expect(await removeOperator(db, mistaken.id, 1)).toMatchObject({ kind: 'refusal', code })
    const bySql = database.pool.query('delete from organizations where id = $1', [mistaken.id])
    await expect(bySql).rejects.toMatchObject({ constraint: code })
  })
})

const trunk = {
  countryCallingCode: '44',
  identityProfile: 'p-asserted-identity',
  host: 'carrier.test',
} as const
