/** What becomes of messages: their audio is encrypted with a key of its organization. Adds only. */
import { type Kysely, sql } from 'kysely'

const tables = [
  // Closed to the API: nobody but the server itself reads a key.
  `create table organization_keys (
    organization_id uuid primary key references organizations on delete cascade,
    sealed_key bytea not null,
    created_at bigint not null)`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of tables) await sql.raw(statement).execute(db)
}
