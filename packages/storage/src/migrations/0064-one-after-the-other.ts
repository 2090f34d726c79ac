/**
 * What two do at the same moment ends as if one had done it after the other, and a crash of the database makes no engine a dead one.
 * Rolling upgrades go on: what is old asks the database for the same, and gets it.
 */
import { type Kysely, sql } from 'kysely'

/**
 * N1: a number is one thing on the platform. As they were, but each saw only what the other had committed: two at once both passed.
 * Whoever adds to the stock waits for nobody who does the same.
 */
const portalGuards = [
  `create or replace function guard_portal_number() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform pg_advisory_xact_lock(hashtextextended('portals-and-stock', 0));
      if exists (select from numbers where e164 = new.portal_number) then
        raise unique_violation using constraint = 'portal_number_in_stock', message = 'the number is in the stock';
      end if;
      return null;
    end $$`,
  `create or replace function guard_portals_of_stock() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform pg_advisory_xact_lock_shared(hashtextextended('portals-and-stock', 0));
      if exists (select from sites s join added n on n.e164 = s.portal_number) then
        raise unique_violation using constraint = 'portal_number_in_stock', message = 'the number is a voice portal';
      end if;
      return null;
    end $$`,
]

/** PostgreSQL empties what is not logged after a crash: until each engine had said anew that it lives, all were dead. */
const engines = 'alter table engines set logged'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...portalGuards, engines]) await sql.raw(statement).execute(db)
}
