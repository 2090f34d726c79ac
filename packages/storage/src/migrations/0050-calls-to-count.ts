/**
 * Each call that came is added to the counts of its day once; only a day of which a record was changed afterwards is counted
 * anew. Rolling upgrades go on: servers of the version before find no day due, and show what the others have counted.
 */
import { type Kysely, sql } from 'kysely'

const statements = [
  `create table calls_to_count (
    call_id text primary key, site_id uuid not null, day text not null)`,
  'create index calls_to_count_day on calls_to_count (site_id, day)',
  `create table call_days_changed (
    site_id uuid not null, day text not null, touched int not null default 0, primary key (site_id, day))`,
  'insert into call_days_changed (site_id, day) select site_id, day from call_days_due',
  'delete from call_days_due',
  'drop trigger call_records_due_insert on call_records',
  'drop trigger call_records_due_update on call_records',
  'drop function call_records_due()',
  `create function call_day(started_at bigint, time_zone text) returns text language sql stable as $$
    select to_char(to_timestamp(started_at / 1000.0) at time zone time_zone, 'YYYY-MM-DD') $$`,
  `create function call_records_made() returns trigger language plpgsql as $$
    begin
      insert into calls_to_count (call_id, site_id, day)
        select c.call_id, s.id, call_day(c.started_at, s.time_zone)
        from stored c join sites s on s.id = c.site_id where c.outgoing is null;
      return null;
    end $$`,
  // The update takes the lock of the row: a day is not counted anew while records of it are being changed.
  `create function call_records_changed() returns trigger language plpgsql as $$
    begin
      insert into call_days_changed (site_id, day)
        select distinct s.id, call_day(c.started_at, s.time_zone)
        from stored c join sites s on s.id = c.site_id where c.outgoing is null
        order by 1, 2
      on conflict (site_id, day) do update set touched = call_days_changed.touched + 1;
      return null;
    end $$`,
  `create trigger call_records_made after insert on call_records
    referencing new table as stored for each statement execute function call_records_made()`,
  `create trigger call_records_changed after update on call_records
    referencing new table as stored for each statement execute function call_records_changed()`,
  `create function added_counts(a jsonb, b jsonb) returns jsonb language sql immutable as $$
    select jsonb_object_agg(name, calls) from (
      select key as name, sum(value::int) as calls
      from (select * from jsonb_each_text(a) union all select * from jsonb_each_text(b)) both_of
      group by key) added $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
