/** Whose reception nobody attends, and the main numbers whose callers notice first (product §6.4). */
import { sql } from 'kysely'
import { ENGINE_SILENCE_MS } from './engines.ts'
import type { Db } from './schema.ts'

/** Without a seat for so long nobody attends, ms: a page that is loaded again, or an engine that has just begun, takes less. */
export const UNATTENDED_AFTER_MS = 60_000

/** What one engine sees of a reception, from now on. */
export async function noteAttendance(
  db: Db,
  { siteId, engineId, attended }: { siteId: string; engineId: string; attended: boolean },
): Promise<void> {
  await sql`
    insert into reception_attendance (site_id, engine_id, attended, since)
    select id, ${engineId}::uuid, ${attended}, now_ms() from sites where id = ${siteId}::uuid
    on conflict (site_id, engine_id) do update set attended = excluded.attended, since = excluded.since
      where reception_attendance.attended <> excluded.attended`.execute(db)
}

/** Engines that live. */
const live = sql`e.ended_at is null and e.heartbeat_at >= now_ms() - ${sql.lit(ENGINE_SILENCE_MS)}`

/**
 * Sites of which every live engine says, and has said for a minute, that nobody attends to the reception; none while no engine has
 * lived so long. Left out: those that want no alerts.
 *
 * @param siteId one site only
 */
export async function unattendedSites(db: Db, siteId?: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select s.id from sites s
    where s.ring_alert_minutes > 0
      and (select min(e.started_at) from engines e where ${live}) <= now_ms() - ${sql.lit(UNATTENDED_AFTER_MS)}
      and not exists (
        select from reception_attendance a join engines e on e.id = a.engine_id
        where a.site_id = s.id and ${live}
          and (a.attended or a.since > now_ms() - ${sql.lit(UNATTENDED_AFTER_MS)}))
      ${siteId === undefined ? sql`` : sql`and s.id = ${siteId}::uuid`}`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** A main number with a route that begins at reception. */
export interface ReceptionFirst {
  readonly e164: string
  readonly siteId: string
  readonly siteName: string
  readonly operatorId: string
}

/** ACTIVE main numbers of these sites whose calls may ring at reception first, ordered by site and number. */
export async function numbersAtReceptionFirst(
  db: Db,
  siteIds: Iterable<string>,
): Promise<readonly ReceptionFirst[]> {
  const begins = '$[*].*.steps[0] ? (@.target == "reception")'
  const { rows } = await sql<ReceptionFirst>`
    select n.e164, s.id as "siteId", s.name as "siteName", s.operator_id as "operatorId"
    from numbers n
    join sites s on s.id = n.site_id
    join call_settings c on c.number_id = n.id
    where n.kind = 'main' and n.state = 'ACTIVE' and n.site_id = any(${[...siteIds]}::uuid[])
      and (jsonb_path_exists(c.routes, ${begins}::jsonpath) or exists (
        select from dated_changes d where d.number_id = n.id
          and jsonb_path_exists(jsonb_build_object('in', d.in_hours, 'out', d.out_of_hours), ${begins}::jsonpath)))
    order by n.site_id, n.e164`.execute(db)
  return rows
}
