/**
 * What hangs on the zone of a site goes along when that is changed. Rolling upgrade: safe, servers of before write as they did.
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

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [records]) await sql.raw(statement).execute(db)
}
