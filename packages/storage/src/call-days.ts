/**
 * Counts of calls by day: what reports read, so that a year of a busy site costs 365 rows. A trigger notes the days
 * whose counts do not hold any more (in the transaction that writes the records); they are counted anew by a job, and
 * before a report of their site is read.
 */
import { sql } from 'kysely'
import type { CallDay } from './schema/events.ts'
import type { Db } from './schema.ts'

export interface CallDayRange {
  readonly siteId: string
  /** Identifier of the site, organization or number. */
  readonly scopeId: string
  /** `YYYY-MM-DD`, both included. */
  readonly from: string
  readonly to: string
}

/** The days with calls, in order; a number that changed hands on a day has a row for each organization. */
export async function readCallDays(db: Db, { siteId, scopeId, from, to }: CallDayRange): Promise<CallDay[]> {
  return db
    .selectFrom('callDays')
    .selectAll()
    .where('siteId', '=', siteId)
    .where('scopeId', '=', scopeId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute()
}

/**
 * Counts the days that are due anew. On the system's connection: it counts for every tenant.
 *
 * @param siteId of one site only
 * @returns how many days were counted
 */
export async function refreshCallDays(db: Db, siteId?: string): Promise<number> {
  let query = db.selectFrom('callDaysDue').select(['siteId', 'day']).orderBy('siteId').orderBy('day')
  if (siteId) query = query.where('siteId', '=', siteId)
  const due = await query.execute()
  for (const { siteId: site, day } of due) await countDay(db, site, day)
  return due.length
}

/** Waits for records of the day that are being written; those that come meanwhile make it due again. */
async function countDay(db: Db, siteId: string, day: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom('callDaysDue')
      .where('siteId', '=', siteId)
      .where('day', '=', day)
      .executeTakeFirstOrThrow()
    if (numDeletedRows === 0n) return
    await tx.deleteFrom('callDays').where('siteId', '=', siteId).where('day', '=', day).execute()
    await sql`${countCalls(siteId, day)}`.execute(tx)
  })
}

const byPeople = sql`result in ('answered-by-member', 'answered-by-reception', 'forwarded')`
/** When somebody talked to the caller: what the line was answered for may have been music to wait by (C7). */
const answeredByPeopleAt = sql`coalesce((select (entry ->> 'to')::numeric::bigint
  from jsonb_array_elements(path) with ordinality e(entry, place)
  where entry ->> 'outcome' = 'answered' order by place limit 1), answered_at)`
const misdialled = sql`reason in ('number-unknown', 'number-not-active', 'number-in-cooldown')`

/** Each call that came counts for its site, its organization and its number; calls out do not. The day has the hours that its zone gives it. */
const countCalls = (siteId: string, day: string) => sql`
  with zone as (select id, operator_id, time_zone from sites where id = ${siteId}::uuid),
  bounds as (
    select (extract(epoch from ${day}::date::timestamp at time zone time_zone) * 1000)::bigint as opens,
      (extract(epoch from (${day}::date + 1)::timestamp at time zone time_zone) * 1000)::bigint as closes from zone),
  scoped as (
    select s.scope, s.scope_id, s.owner, c.* from bounds b
    join call_records c on c.site_id = ${siteId}::uuid and c.started_at >= b.opens and c.started_at < b.closes
      and c.outgoing is null
    cross join lateral (values ('site', c.site_id, null::uuid), ('organization', c.organization_id, c.organization_id),
      ('number', c.number_id, c.organization_id)) s(scope, scope_id, owner)
    where s.scope_id is not null),
  tallies as (
    select scope, scope_id, owner, t.of_what, t.name, count(*)::int as calls from scoped
    cross join lateral (values ('result', result),
      ('abandoned', case when result = 'abandoned' then path -> -1 ->> 'step' end),
      ('answered-by', case when ${byPeople} then answered_by end),
      ('wait', case when ${byPeople} then (least(${answeredByPeopleAt} - started_at, 600000) / 500)::text end),
      ('out-of-hours', case when out_of_hours then '' end),
      ('misdial', case when ${misdialled} then '' end)) t(of_what, name)
    where t.name is not null group by 1, 2, 3, 4, 5)
  insert into call_days (site_id, operator_id, day, scope, scope_id, organization_id, calls, out_of_hours, misdials,
    results, abandoned, answered_by, waits)
  select z.id, z.operator_id, ${day}, scope, scope_id, owner,
    sum(calls) filter (where of_what = 'result'),
    coalesce(sum(calls) filter (where of_what = 'out-of-hours'), 0),
    coalesce(sum(calls) filter (where of_what = 'misdial'), 0),
    jsonb_object_agg(name, calls) filter (where of_what = 'result'),
    jsonb_object_agg(name, calls) filter (where of_what = 'abandoned'),
    jsonb_object_agg(name, calls) filter (where of_what = 'answered-by'),
    jsonb_object_agg(name, calls) filter (where of_what = 'wait')
  from tallies cross join zone z group by z.id, z.operator_id, scope, scope_id, owner`
