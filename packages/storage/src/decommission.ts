/**
 * An occupier leaves (N7), altogether or one of its sites: its numbers cool down, its services end, its users, devices,
 * cards and tokens go, its mailboxes are retired. Irreversible, and all or nothing.
 */
import { sql } from 'kysely'
import { type Refusal, refuse, staleOrMissing } from './errors.ts'
import { decommissionNumber } from './number-life.ts'
import { isLocatedWithin } from './organizations.ts'
import type { Db, Organization, PhoneNumber, Tx } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** What a decommission takes with it. */
export interface DecommissionCounts {
  numbers: number
  mainNumbers: number
  devices: number
  /** Units of voice services. */
  services: number
  users: number
  mailboxes: number
  messages: number
}

/** Who leaves: without a site all its sites. */
export interface Leaving {
  organizationId: string
  siteId?: string | undefined
}

/** What would go, for whoever must type the name. */
export async function countForDecommission(db: Db, leaving: Leaving): Promise<DecommissionCounts> {
  const [numbers, devices, services, users, mailboxes, messages] = await Promise.all([
    numbersOf(db, leaving).execute(),
    db.selectFrom('devices').select('id').where(isOf(leaving)).execute(),
    db.selectFrom('voiceServices').select('quantity').where(isOf(leaving)).execute(),
    db
      .selectFrom('memberships')
      .select('id')
      .where(reachesOnly(leaving))
      .where('retiredAt', 'is', null)
      .execute(),
    db.selectFrom('mailboxes').select('id').where(isOf(leaving)).where('retiredAt', 'is', null).execute(),
    db
      .selectFrom('messages')
      .select((of) => of.fn.countAll<number>().as('count'))
      .where(isOf(leaving))
      .executeTakeFirstOrThrow(),
  ])
  return {
    numbers: numbers.length,
    mainNumbers: numbers.filter(({ kind }) => kind === 'main').length,
    devices: devices.length,
    services: services.reduce((sum, { quantity }) => sum + quantity, 0),
    users: users.length,
    mailboxes: mailboxes.length,
    messages: messages.count,
  }
}

/**
 * An organization leaves all its sites, or the one that is named; then it stays at the others as it is.
 *
 * @param name as it was typed; must be that of the organization
 * @returns the organization as it stays on record
 */
export async function decommission(
  db: Db,
  leaving: Leaving,
  { version, name }: { version: number; name: string },
): Promise<Organization | Refusal<Organization>> {
  return inTransaction(db, async (tx) => {
    const organization = await tx
      .selectFrom('organizations')
      .selectAll()
      .where('id', '=', leaving.organizationId)
      .forUpdate()
      .executeTakeFirst()
    if (organization?.version !== version) return staleOrMissing(organization, 'organization')
    const refusal = whyStay(organization, name) ?? (await whyStayThere(tx, organization, leaving))
    if (refusal) return refusal
    // The services first, as whoever activates a number does it: no two wait for each other.
    await tx.selectFrom('voiceServices').select('id').where(isOf(leaving)).orderBy('id').forUpdate().execute()
    // All of the numbers before anything of one: whoever gives one back meanwhile has done so, and who sets up a group has its members.
    for (const { id } of await numbersOf(tx, leaving).forUpdate().execute()) await leave(tx, id)
    // While it is still there: an administrator of this site only does not see it afterwards.
    const gone = await tx
      .updateTable('organizations')
      .set({ ...(leaving.siteId === undefined && { decommissionedAt: Date.now() }), version: version + 1 })
      .where('id', '=', organization.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await forget(tx, leaving)
    return gone
  })
}

function whyStay(organization: Organization, typed: string): Refusal<Organization> | undefined {
  const { kind, name, decommissionedAt } = organization
  if (kind !== 'occupier') return refuse('wrong-state', 'only an occupier is decommissioned')
  if (decommissionedAt !== null) return refuse('wrong-state', `${name} has left already`)
  // A name of long ago may be spelt otherwise than a keyboard does.
  if (spelled(typed) !== spelled(name))
    return refuse('name-mismatch', 'the name that was typed is not that of the organization')
  return undefined
}

const spelled = (name: string): string => name.normalize('NFC').replace(/\p{Zs}+/gu, ' ')

/** Locks the places: whoever brings something to one waits for this, and then finds that nobody is there. */
async function whyStayThere(
  tx: Tx,
  { id, name }: Organization,
  leaving: Leaving,
): Promise<Refusal<Organization> | undefined> {
  const places = tx.selectFrom('occupancies').select('siteId').where(isOf(leaving)).orderBy('siteId')
  const locked = await places.forUpdate().execute()
  if (leaving.siteId === undefined) return undefined
  if (locked.length === 0) return refuse('not-found', `${name} is not located at this site`)
  return (await isLocatedWithin(tx, id, [leaving.siteId]))
    ? refuse('last-site', `this is the only site of ${name}`)
    : undefined
}

/** The rows of a table with columns of its organization and site that go with it. */
const isOf = ({ organizationId, siteId }: Leaving) =>
  siteId === undefined
    ? sql<boolean>`organization_id = ${organizationId}`
    : sql<boolean>`organization_id = ${organizationId} and site_id = ${siteId}`

/** The same of what may reach several sites: what reaches others too stays. */
const reachesOnly = ({ organizationId, siteId }: Leaving) =>
  siteId === undefined
    ? sql<boolean>`organization_id = ${organizationId}`
    : sql<boolean>`organization_id = ${organizationId} and site_ids <@ ${JSON.stringify([siteId])}::jsonb`

const numbersOf = (db: Db, leaving: Leaving) =>
  db.selectFrom('numbers').select(['id', 'kind']).where(isOf(leaving)).orderBy('id')

/** Every state that belongs to somebody can leave: a refusal here is a bug, and nothing must stay half done. */
async function leave(tx: Tx, id: PhoneNumber['id']): Promise<void> {
  const answer = await decommissionNumber(tx, id)
  if ('kind' in answer && answer.kind === 'refusal') throw new Error(`a number cannot leave: ${answer.words}`)
}

/** Whatever is the organization's and no record. */
async function forget(tx: Tx, leaving: Leaving): Promise<void> {
  for (const table of [
    'datedChanges',
    'receptionCards',
    'receptionMessages',
    'receptionNotes',
    'serviceJourneys',
    'voiceServices',
    'webhooks',
  ] as const)
    await tx.deleteFrom(table).where(isOf(leaving)).execute()
  for (const table of ['apiTokens', 'invitations'] as const)
    await tx.deleteFrom(table).where(reachesOnly(leaving)).execute()
  await tx
    .updateTable('memberships')
    .set((of) => ({ retiredAt: Date.now(), version: of('version', '+', 1) }))
    .where(reachesOnly(leaving))
    .where('retiredAt', 'is', null)
    .execute()
  if (leaving.siteId !== undefined) await narrowUsers(tx, leaving.organizationId, leaving.siteId)
  await forgetEvents(tx, leaving)
  await tx.deleteFrom('occupancies').where(isOf(leaving)).execute()
}

/** Users of several sites lose this one; so do tokens and invitations, by a trigger of `occupancies`. */
async function narrowUsers(tx: Tx, organizationId: string, siteId: string): Promise<void> {
  await tx
    .updateTable('memberships')
    .set((of) => ({ siteIds: sql<string>`site_ids - ${siteId}::text`, version: of('version', '+', 1) }))
    .where('organizationId', '=', organizationId)
    .where('retiredAt', 'is', null)
    .where(sql<boolean>`site_ids @> ${JSON.stringify([siteId])}::jsonb`)
    .execute()
}

/** Dated events of the organization: at other sites they go on. */
async function forgetEvents(tx: Tx, { organizationId, siteId }: Leaving): Promise<void> {
  const own = tx.selectFrom('siteEvents').select('id').where('organizationId', '=', organizationId)
  if (siteId !== undefined)
    await tx.deleteFrom('siteEventSites').where('siteId', '=', siteId).where('eventId', 'in', own).execute()
  await tx
    .deleteFrom('siteEvents')
    .where('organizationId', '=', organizationId)
    .where((of) =>
      siteId === undefined
        ? of.lit(true)
        : of('id', 'not in', of.selectFrom('siteEventSites').select('eventId')),
    )
    .execute()
}

/**
 * Deletes the mailboxes of organizations that left their site longer ago than it keeps them, with their messages.
 *
 * @param now ms since the epoch
 * @returns files of their audio, below the recordings folder
 */
export async function purgeMailboxes(db: Db, now: number): Promise<string[]> {
  const isDue = sql`b.retired_at < ${now}::bigint - s.retention_days::bigint * 86400000
    and not exists (select from occupancies o where o.organization_id = b.organization_id and o.site_id = b.site_id)`
  return inTransaction(db, async (tx) => {
    // The messages before their mailboxes, as whoever does something to a message: no two wait for each other.
    await sql`select m.id from messages m join mailboxes b on b.id = m.mailbox_id join sites s on s.id = b.site_id
      where ${isDue} order by m.id for update of m`.execute(tx)
    const { rows } = await sql<{ path: string }>`
      with gone as (delete from mailboxes b using sites s where s.id = b.site_id and ${isDue} returning b.id)
      select m.path from messages m join gone on gone.id = m.mailbox_id
      union all select g.path from greetings g join gone on gone.id = g.mailbox_id`.execute(tx)
    return rows.map(({ path }) => path)
  })
}
