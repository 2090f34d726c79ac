/** C12: whose audio must be secured with keys of its descriptions (RFC 4568). Rolling upgrades go on: what is old asks for none. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['trunks', 'devices']) {
    const column = `srtp text not null default 'off' check (srtp in ('off', 'required'))`
    await sql.raw(`alter table ${table} add column ${column}`).execute(db)
  }
}
