/** N7: an occupier that has left keeps its row, so that records and audit still have a name. Rolling upgrades go on. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table organizations add column decommissioned_at bigint`.execute(db)
}
