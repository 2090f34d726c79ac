/**
 * An occupier leaves (N7): its numbers cool down, its services end, its users, devices, cards and tokens go, its
 * mailboxes are retired. Irreversible, and all or nothing.
 */
import { sql } from 'kysely'
import { type Refusal, refuse, staleOrMissing } from './errors.ts'
import { decommissionNumber } from './number-life.ts'
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

/** What would go, for whoever must type the name. */
export async function countForDecommission(db: Db, organizationId: string): Promise<DecommissionCounts> {
  const [numbers, devices, services, users, mailboxes, messages] = await Promise.all([
    numbersOf(db, organizationId).execute(),
    db.selectFrom('devices').select('id').where('organizationId', '=', organizationId).execute(),
    db.selectFrom('voiceServices').select('quantity').where('organizationId', '=', organizationId).execute(),
    db
      .selectFrom('memberships')
      .select('id')
      .where('organizationId', '=', organizationId)
      .where('retiredAt', 'is', null)
      .execute(),
    db
      .selectFrom('mailboxes')
      .select('id')
      .where('organizationId', '=', organizationId)
      .where('retiredAt', 'is', null)
      .execute(),
    db
      .selectFrom('messages')
      .select((of) => of.fn.countAll<number>().as('count'))
      .where('organizationId', '=', organizationId)
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
 * @param name as it was typed; must be that of the organization
 * @returns the organization as it stays on record
 */
export async function decommission(
  db: Db,
  organizationId: string,
  { version, name }: { version: number; name: string },
): Promise<Organization | Refusal<Organization>> {
  return inTransaction(db, async (tx) => {
    const organization = await tx
      .selectFrom('organizations')
      .selectAll()
      .where('id', '=', organizationId)
      .forUpdate()
      .executeTakeFirst()
    if (organization?.version !== version) return staleOrMissing(organization, 'organization')
    if (organization.kind !== 'occupier') return refuse('wrong-state', 'only an occupier is decommissioned')
    if (organization.decommissionedAt !== null)
      return refuse('wrong-state', `${organization.name} has left already`)
    if (organization.name !== name)
      return refuse('name-mismatch', 'the name that was typed is not that of the organization')
    // The services first, as whoever activates a number does it: no two wait for each other.
    const services = tx.selectFrom('voiceServices').select('id').where('organizationId', '=', organizationId)
    await services.orderBy('id').forUpdate().execute()
    for (const { id } of await numbersOf(tx, organizationId).execute()) await leave(tx, id)
    await forget(tx, organizationId)
    return tx
      .updateTable('organizations')
      .set({ decommissionedAt: Date.now(), version: version + 1 })
      .where('id', '=', organizationId)
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}

const numbersOf = (db: Db, organizationId: string) =>
  db.selectFrom('numbers').select(['id', 'kind']).where('organizationId', '=', organizationId).orderBy('id')

/** Every state that belongs to somebody can leave: a refusal here is a bug, and nothing must stay half done. */
async function leave(tx: Tx, id: PhoneNumber['id']): Promise<void> {
  const answer = await decommissionNumber(tx, id)
  if ('kind' in answer && answer.kind === 'refusal') throw new Error(`a number cannot leave: ${answer.words}`)
}

/** Whatever is the organization's and no record. */
async function forget(tx: Tx, organizationId: string): Promise<void> {
  for (const table of [
    'datedChanges',
    'receptionCards',
    'receptionMessages',
    'receptionNotes',
    'serviceJourneys',
    'voiceServices',
    'apiTokens',
    'invitations',
    'webhooks',
    'occupancies',
  ] as const)
    await tx.deleteFrom(table).where('organizationId', '=', organizationId).execute()
  await tx
    .updateTable('memberships')
    .set((of) => ({ retiredAt: Date.now(), version: of('version', '+', 1) }))
    .where('organizationId', '=', organizationId)
    .where('retiredAt', 'is', null)
    .execute()
}

/**
 * Deletes the mailboxes of organizations that left their site longer ago than it keeps them, with their messages.
 *
 * @param now ms since the epoch
 * @returns files of their audio, below the recordings folder
 */
export async function purgeMailboxes(db: Db, now: number): Promise<string[]> {
  const { rows } = await sql<{ path: string }>`
    with gone as (delete from mailboxes b using sites s where s.id = b.site_id
        and b.retired_at < ${now}::bigint - s.retention_days::bigint * 86400000
        and not exists (select from occupancies o
          where o.organization_id = b.organization_id and o.site_id = b.site_id)
        returning b.id)
    select m.path from messages m join gone on gone.id = m.mailbox_id
    union all select g.path from greetings g join gone on gone.id = g.mailbox_id`.execute(db)
  return rows.map(({ path }) => path)
}
