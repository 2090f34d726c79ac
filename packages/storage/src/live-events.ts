/**
 * Live events: written in the transaction of what they tell, read in one order that never changes.
 *
 * Transactions commit in another order than they draw numbers, so a reader that goes on from the highest number it saw
 * would pass over what commits late. Here an event gets its place (`seq`) only once it is committed: whoever wants to
 * read first numbers what is fresh, one at a time under a lock that is held until the numbering has committed. What
 * one transaction did before another began comes before it.
 */
import { sql } from 'kysely'
import { storableJson } from './call-records.ts'
import type { LiveEventRow } from './schema/events.ts'
import type { Db } from './schema.ts'

/** Notified, without payload, when fresh events are committed. */
export const liveEventChannel = 'live_event'
/** Notified, without payload, when somebody else follows or ceases to. */
export const interestChannel = 'event_interest'

/** An event as somebody tells it. */
export interface NewLiveEvent {
  readonly operatorId: string | null
  readonly siteId: string | null
  readonly organizationId: string | null
  readonly numberId: string | null
  readonly kind: string
  readonly data: unknown
  /** ms since the epoch */
  readonly at: number
}

/** An event with its place in the stream. */
export type LiveEvent = Omit<LiveEventRow, 'id' | 'seq'> & { readonly seq: number }

export interface LiveEventFilter {
  /** Only later ones than this place. */
  readonly after: number
  readonly limit: number
  readonly operatorId?: string | undefined
  readonly siteId?: string | undefined
  readonly organizationId?: string | undefined
  readonly numberId?: string | undefined
  readonly kinds?: readonly string[] | undefined
}

/** Tells events in the transaction of `db`, in one statement; their order stays. */
export async function insertLiveEvents(db: Db, events: readonly NewLiveEvent[]): Promise<void> {
  if (events.length === 0) return
  await sql`
    with told as (
      insert into live_events (operator_id, site_id, organization_id, number_id, kind, data, at)
      select * from json_to_recordset(${storableJson(events)}::json) as e(
        "operatorId" uuid, "siteId" uuid, "organizationId" uuid, "numberId" uuid, kind text, data jsonb, at bigint))
    select pg_notify(${liveEventChannel}, '')
  `.execute(db)
}

/** Any number will do, as long as every Mainline uses the same. */
const numberingLock = 5_060_006
const mostAtOnce = 10_000

/** Gives fresh events their places. Call it on the system's connection, outside any transaction. @returns how many */
export async function numberLiveEvents(db: Db): Promise<number> {
  const { rows } = await sql`select from live_events where seq is null limit 1`.execute(db)
  if (rows.length === 0) return 0
  return db.transaction().execute(async (tx) => {
    // A statement of its own: the next one must see what the holder before us has committed.
    await sql`select pg_advisory_xact_lock(${numberingLock})`.execute(tx)
    const { numAffectedRows = 0n } = await sql`
      update live_events e set seq = p.seq from (
        select id, nextval('live_event_seq') as seq
        from (select id from live_events where seq is null order by id limit ${mostAtOnce}) fresh
      ) p where e.id = p.id`.execute(tx)
    return Number(numAffectedRows)
  })
}

/** Events with a place after `after`, in order. */
export async function readLiveEvents(db: Db, filter: LiveEventFilter): Promise<LiveEvent[]> {
  let query = db
    .selectFrom('liveEvents')
    .select(['operatorId', 'siteId', 'organizationId', 'numberId', 'kind', 'data', 'at'])
    .select((eb) => eb.ref('seq').$castTo<number>().as('seq'))
    .where('seq', '>', filter.after)
    .orderBy('seq')
    .limit(filter.limit)
  if (filter.operatorId) query = query.where('operatorId', '=', filter.operatorId)
  if (filter.siteId) query = query.where('siteId', '=', filter.siteId)
  if (filter.organizationId) query = query.where('organizationId', '=', filter.organizationId)
  if (filter.numberId) query = query.where('numberId', '=', filter.numberId)
  if (filter.kinds) query = query.where('kind', 'in', [...filter.kinds])
  return query.execute()
}

/** The first and the last place that are kept; 0 and the last one given when nothing is. */
export async function liveEventBounds(db: Db): Promise<{ first: number; last: number }> {
  const { rows } = await sql<{ first: number | null; last: number }>`
    select (select min(seq) from live_events) as first,
      coalesce((select max(seq) from live_events),
        (select case when is_called then last_value else 0 end from live_event_seq)) as last`.execute(db)
  return { first: rows[0]?.first ?? 0, last: rows[0]?.last ?? 0 }
}

/** Removes what was told before `before` (ms since the epoch). @returns how many */
export async function pruneLiveEvents(db: Db, before: number): Promise<number> {
  const pruned = await db.deleteFrom('liveEvents').where('at', '<', before).executeTakeFirstOrThrow()
  return Number(pruned.numDeletedRows)
}
