/**
 * Who records a message, so that of several engines each salvages what is its own (C9). Rolling upgrades go on: a server of
 * the version before records without saying who it is, and nobody touches that while it may still be recording.
 */
import { type Kysely, sql } from 'kysely'

// The process, and the data folder that its audio is written to: whoever starts on it next has all of the audio.
const columns = 'alter table messages add column engine_id uuid, add column recorder uuid'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(columns).execute(db)
}
