/** How long messages are kept: as their organization says, else as their site does; deleted ones a week more. */
import { sql } from 'kysely'
import { type Refusal, refuse } from './errors.ts'
import type { MessageRetentionTable } from './schema/voicemail-delivery.ts'
import type { Db, Tx } from './schema.ts'

/** For so long a deleted message can be restored. */
const restorableDays = 7

/** Most messages that go at once. */
const BATCH = 200

export interface MessageRetention extends Pick<MessageRetentionTable, 'organizationId' | 'days'> {
  /** 0: nobody has chosen yet. */
  readonly version: number
}

export async function findMessageRetention(db: Db, organizationId: string): Promise<MessageRetention> {
  const row = await db
    .selectFrom('messageRetention')
    .select(['organizationId', 'days', 'version'])
    .where('organizationId', '=', organizationId)
    .executeTakeFirst()
  return row ?? { organizationId, days: null, version: 0 }
}

/** @param version that it was read with (N12) */
export async function saveMessageRetention(
  db: Db,
  { organizationId, days, version }: MessageRetention,
): Promise<MessageRetention | Refusal<MessageRetention>> {
  const organization = await db
    .selectFrom('organizations')
    .select('operatorId')
    .where('id', '=', organizationId)
    .executeTakeFirst()
  if (!organization) return refuse('not-found', 'no such organization')
  const saved = await (version === 0
    ? db
        .insertInto('messageRetention')
        .values({ organizationId, operatorId: organization.operatorId, days })
        .onConflict((known) => known.doNothing())
        .returning(['organizationId', 'days', 'version'])
        .executeTakeFirst()
    : db
        .updateTable('messageRetention')
        .set({ days, version: version + 1 })
        .where('organizationId', '=', organizationId)
        .where('version', '=', version)
        .returning(['organizationId', 'days', 'version'])
        .executeTakeFirst())
  if (saved) return saved
  const current = await findMessageRetention(db, organizationId)
  return refuse('stale-version', 'it was changed meanwhile', current)
}

/**
 * Deletes messages whose time is over, some at a time. The transaction is kept open for their audio to go first: what is
 * interrupted begins again.
 *
 * @param now ms since the epoch
 * @returns files of their audio, below the recordings folder; none when nothing is left to do
 */
export async function purgeMessages(tx: Tx, now: number): Promise<string[]> {
  const day = 86_400_000
  const { rows } = await sql<{ path: string }>`
    delete from messages where id in (
      select m.id from messages m join sites s on s.id = m.site_id
        left join message_retention r on r.organization_id = m.organization_id
      where m.state = 'deleted' and m.deleted_at < ${now - restorableDays * day}::bigint
        or m.state in ('new', 'saved') and m.started_at < ${now}::bigint - coalesce(r.days, s.message_days)::bigint * ${sql.lit(day)}
      limit ${BATCH} for update of m skip locked)
    returning path`.execute(tx)
  return rows.map(({ path }) => path)
}
