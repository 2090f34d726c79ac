/** Phones of seats that live in a page (C7): devices of a session and a site, without a number. Rolling upgrades go on. */
import { type Kysely, sql } from 'kysely'

const statements = [
  'alter table devices alter column number_id drop not null',
  'alter table devices add constraint devices_number check (number_id is not null or session_id is not null)',
  'create unique index devices_seat on devices (session_id, site_id) where number_id is null',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
