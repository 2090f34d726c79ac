/** What a reception reads of people in its directory: what they are there, and that they are away (C8). Rolling upgrades go on. */
import { type Kysely, sql } from 'kysely'

const statements = [
  'alter table memberships add column title text',
  'alter table memberships add column absence text',
  'alter table memberships add column absent_until bigint',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
