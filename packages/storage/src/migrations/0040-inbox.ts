/** What the counts of messages look for: those that nobody has dealt with yet are few. Rolling upgrades go on. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `create index messages_new on messages (organization_id) where state = 'new'`,
  'create index reception_messages_open on reception_messages (organization_id) where acknowledged_at is null',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
