/**
 * Engines that have located a phone are told when it is elsewhere: it has registered with another engine, by another way, or has
 * signed off. Renewals change nothing, and are not told. Rolling upgrades go on.
 */
import { type Kysely, sql } from 'kysely'

/** The way to a phone: its Path where it has one, whatever connection its proxy used last; else its flow. */
const way = (row: string) => `case when ${row}.path = '[]'::jsonb then ${row}.flow else ${row}.path end`

const tell = (who: string) =>
  `perform pg_notify('phone_moved', m.device_id::text || ' ' || m.engine) from (select distinct ${who}) m; return null;`

const statements = [
  `create function tell_phone_moved_in() returns trigger language plpgsql as $$
    begin ${tell(`g.device_id, coalesce(g.engine_id, '') as engine from now_there g`)} end $$`,
  `create function tell_phone_moved() returns trigger language plpgsql as $$
    begin ${tell(`g.device_id, coalesce(g.engine_id, '') as engine from now_there g
      join were_there w on w.device_id = g.device_id and w.contact = g.contact
      where (${way('g')}) is distinct from (${way('w')})`)} end $$`,
  // Who removed it is not known here, so every engine is told. What has expired is known to be gone.
  `create function tell_phone_moved_out() returns trigger language plpgsql as $$
    begin ${tell(`w.device_id, '' as engine from were_there w
      where w.expires_at > extract(epoch from clock_timestamp()) * 1000`)} end $$`,
  `create trigger tell_phone_moved_in after insert on registrations
    referencing new table as now_there for each statement execute function tell_phone_moved_in()`,
  `create trigger tell_phone_moved after update on registrations
    referencing old table as were_there new table as now_there for each statement execute function tell_phone_moved()`,
  `create trigger tell_phone_moved_out after delete on registrations
    referencing old table as were_there for each statement execute function tell_phone_moved_out()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
