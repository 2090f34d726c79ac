/**
 * What hangs on the zone of a site goes along when that is changed. And calls that waited longer than ten minutes count with the time
 * that it took: the days that have such are counted anew. Rolling upgrade: safe, servers of before write as they did.
 */
import { type Kysely, sql } from 'kysely'
import { auditedAnew } from './audit.ts'

const lockOfZone = (site: string) => `hashtextextended('site-zone/' || ${site}, 0)`

/**
 * A record waits for whoever changes the zone, and the other way round: else it would count on a day of the zone that was. For nobody else:
 * an import holds the row of its site for as long as it takes.
 */
const records = `create or replace function call_records_made() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock_shared(${lockOfZone('c.site_id')})
        from (select distinct site_id from stored where site_id is not null order by site_id) c;
      insert into calls_to_count (call_id, site_id, day)
        select c.call_id, s.id, call_day(c.started_at, s.time_zone)
        from stored c join sites s on s.id = c.site_id where c.outgoing is null;
      return null;
    end $$`

const zones = [
  `create function zone_of_site_changes() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock(${lockOfZone('new.id')});
      return new;
    end $$`,
  `create trigger zone_of_site_changes before update of time_zone on sites
    for each row when (old.time_zone is distinct from new.time_zone) execute function zone_of_site_changes()`,
]

const longWaits = `insert into call_days_changed (site_id, day)
    select distinct site_id, day from call_days where waits ? '1200' order by 1, 2
    on conflict (site_id, day) do update set touched = call_days_changed.touched + 1`

/** What a seat took, of whichever site: its calls are asked for by nothing else. */
const callsOfSeats = `create index call_records_seat on call_records ((reception ->> 'seatId'), started_at, call_id)
    where reception is not null`

/** Entries of calendars that were written by the clock of a zone are when they are; what is local of them is worked out anew. */
const localTime = (column: string) =>
  `to_char(to_timestamp(e.${column} / 1000.0) at time zone new.time_zone, 'YYYY-MM-DD"T"HH24:MI')`

const calendars = [
  'alter table site_events add column begins_at bigint, add column ends_at bigint',
  ...auditedAnew('site_events', {
    ...{ kind: 'event', name: 'name', site: null, number: 'number_id' },
    uncounted: ['begins_at', 'ends_at'],
  }),
  `create function site_calendars_moved() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      update site_events e set starts_on = ${localTime('begins_at')}, ends_on = ${localTime('ends_at')}, version = e.version + 1
        from schedule_sources s where s.id = e.source_id and s.site_id = new.id and e.begins_at is not null;
      return null;
    end $$`,
  `create trigger site_calendars_moved after update of time_zone on sites
    for each row when (old.time_zone is distinct from new.time_zone) execute function site_calendars_moved()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [records, ...zones, longWaits, callsOfSeats, ...calendars])
    await sql.raw(statement).execute(db)
}
