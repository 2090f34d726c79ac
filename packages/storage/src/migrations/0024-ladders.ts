/**
 * The SIP messages of a call, in the engine's own short form. Compressed from some hundred bytes on, as all long values are.
 * Rolling upgrade: safe.
 */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table call_records add column ladder text`.execute(db)
}
