/** Where a seat of the reception is rung when its own phone does not answer (C7). Rolling upgrades go on. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table reception_seats add column fallback text').execute(db)
}
