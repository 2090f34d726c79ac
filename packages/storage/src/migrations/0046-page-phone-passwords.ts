/**
 * The phone of a page has a new password whenever the page opens: made by the server, known to nobody, and no change that
 * somebody looks for in the audit (N11). Rolling upgrades go on.
 */
import { type Kysely, sql } from 'kysely'
import { changesAuditedAnew } from './audit.ts'

const statements = changesAuditedAnew('devices', {
  kind: 'device',
  name: 'name',
  number: 'number_id',
  unless: "a.session_id is not null and c.fields <@ '{ha1_md5,ha1_sha256}'::text[]",
})

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
