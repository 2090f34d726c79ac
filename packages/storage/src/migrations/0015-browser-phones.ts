/** Phones that live in a page (RFC 7118): devices of a session, gone with it. */
import { type Kysely, sql } from 'kysely'

const statements = [
  'alter table devices add column session_id uuid references user_sessions on delete cascade',
  'create unique index devices_session on devices (session_id, number_id) where session_id is not null',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
