/**
 * Counts of calls by day: what reports read, so that a year of a busy site costs 365 rows. Triggers note, in the transaction
 * that writes the records, which calls are still to be counted, and of which days a record was changed. A job adds the ones
 * and counts the others anew, and so does who reads a report of their site.
 */
import { sql } from 'kysely'
import type { CallDay } from './schema/events.ts'
import type { Db, Tx } from './schema.ts'

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
 * Adds the calls to the counts that these do not hold yet, and counts the days anew of which a record was changed. On the
 * system's connection: it counts for every tenant.
 *
 * @param siteId of one site only
 * @returns how many days were counted anew or added to
 */
export async function refreshCallDays(db: Db, siteId?: string): Promise<number> {
  const changed = await daysOf(db, 'callDaysChanged', siteId)
  for (const { siteId: site, day } of changed) await counting(db, site, (tx) => countAnew(tx, site, day))
  const grown = await daysOf(db, 'callsToCount', siteId)
  for (const { siteId: site, day } of grown)
    await counting(db, site, (tx) => sql`${addCalls(site, day)}`.execute(tx))
  return changed.length + grown.length
}

async function daysOf(db: Db, table: 'callDaysChanged' | 'callsToCount', siteId: string | undefined) {
  const query = db.selectFrom(table).select(['siteId', 'day']).distinct().orderBy('siteId').orderBy('day')
  return (siteId ? query.where('siteId', '=', siteId) : query).execute()
}

/** One at a time counts for a site: who adds to counts must not have them counted anew underneath. */
const counting = (db: Db, siteId: string, count: (tx: Tx) => Promise<unknown>): Promise<void> =>
  db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`call-days/${siteId}`}, 0))`.execute(tx)
    await count(tx)
  })

/** Waits for records of the day that are being changed; those that are changed meanwhile make it due again. */
async function countAnew(tx: Tx, siteId: string, day: string): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('callDaysChanged')
    .where('siteId', '=', siteId)
    .where('day', '=', day)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) return
  await tx.deleteFrom('callDays').where('siteId', '=', siteId).where('day', '=', day).execute()
  await sql`${countDay(siteId, day)}`.execute(tx)
}

const byPeople = sql`result in ('answered-by-member', 'answered-by-reception', 'forwarded')`
/** When somebody talked to the caller: what the line was answered for may have been music to wait by (C7). */
const answeredByPeopleAt = sql`coalesce((select (entry ->> 'to')::numeric::bigint
  from jsonb_array_elements(path) with ordinality e(entry, place)
  where entry ->> 'outcome' = 'answered' order by place limit 1), answered_at)`
const misdialled = sql`reason in ('number-unknown', 'number-not-active', 'number-in-cooldown')`

/** What of the calls is still to be counted, taken away: within one statement it is of the same moment as the records. */
const taken = (siteId: string, day: string) => sql`
  delete from calls_to_count where site_id = ${siteId}::uuid and day = ${day} returning call_id`

/** The calls that are still to be counted, added to the counts of their day. */
const addCalls = (siteId: string, day: string) => sql`
  with taken as (${taken(siteId, day)}),
  counted as (select c.* from taken join call_records c using (call_id))
  ${tallied(siteId, day)}
  on conflict on constraint call_days_key do update set calls = call_days.calls + excluded.calls,
    out_of_hours = call_days.out_of_hours + excluded.out_of_hours, misdials = call_days.misdials + excluded.misdials,
    results = added_counts(call_days.results, excluded.results),
    abandoned = added_counts(call_days.abandoned, excluded.abandoned),
    answered_by = added_counts(call_days.answered_by, excluded.answered_by),
    waits = added_counts(call_days.waits, excluded.waits)`

/**
 * All calls that came on the day, which has the hours that its zone gives it: where midnight comes twice no one instant parts two
 * days, so each call near the ends is asked for its own.
 */
const countDay = (siteId: string, day: string) => sql`
  with taken as (${taken(siteId, day)}),
  around as (
    select time_zone, (extract(epoch from (${day}::date - interval '2 hours') at time zone time_zone) * 1000)::bigint as opens,
      (extract(epoch from (${day}::date + interval '26 hours') at time zone time_zone) * 1000)::bigint as closes
    from sites where id = ${siteId}::uuid),
  counted as (
    select c.* from around a
    join call_records c on c.site_id = ${siteId}::uuid and c.started_at >= a.opens and c.started_at < a.closes
      and call_day(c.started_at, a.time_zone) = ${day} and c.outgoing is null)
  ${tallied(siteId, day)}`

/** What a phone dialled that is nobody's number is put down to who dialled it, and was no call to them. */
const cameTo = (id: string) => sql.raw(`case when c.reason <> 'number-unknown' then c.${id} end`)

/** Each of the `counted` calls counts for its site, its organization and its number; calls out are not among them. */
const tallied = (siteId: string, day: string) => sql`,
  scoped as (
    select s.scope, s.scope_id, s.owner, c.* from counted c
    cross join lateral (values ('site', c.site_id, null::uuid), ('organization', ${cameTo('organization_id')}, c.organization_id),
      ('number', ${cameTo('number_id')}, c.organization_id)) s(scope, scope_id, owner)
    where s.scope_id is not null),
  tallies as (
    select scope, scope_id, owner, t.of_what, t.name, count(*)::int as calls from scoped
    cross join lateral (values ('result', result),
      ('abandoned', case when result = 'abandoned' then path -> -1 ->> 'step' end),
      ('answered-by', case when ${byPeople} then answered_by end),
      ('wait', case when ${byPeople} then ((${answeredByPeopleAt} - started_at) / 500)::text end),
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
  from tallies cross join (select id, operator_id from sites where id = ${siteId}::uuid) z group by z.id, z.operator_id, scope, scope_id, owner`
