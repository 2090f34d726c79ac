/**
 * What hangs on the zone of a site goes along when that is changed. And calls that waited longer than ten minutes count with the time
 * that it took: the days that have such are counted anew. Rolling upgrade: safe, servers of before write as they did.
 */
import { type Kysely, sql } from 'kysely'

/** A record waits for whoever changes the zone, and the other way round: else it would count on a day of the zone that was. */
const records = `create or replace function call_records_made() returns trigger language plpgsql as $$
    begin
      perform from sites where id in (select site_id from stored) order by id for share;
      insert into calls_to_count (call_id, site_id, day)
        select c.call_id, s.id, call_day(c.started_at, s.time_zone)
        from stored c join sites s on s.id = c.site_id where c.outgoing is null;
      return null;
    end $$`

const longWaits = `insert into call_days_changed (site_id, day)
    select distinct site_id, day from call_days where waits ? '1200' order by 1, 2
    on conflict (site_id, day) do update set touched = call_days_changed.touched + 1`

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [records, longWaits]) await sql.raw(statement).execute(db)
}
