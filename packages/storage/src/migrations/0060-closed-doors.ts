/**
 * An administrator who makes a link to a new password of somebody is in the audit (N11). Rolling upgrade: safe, it only adds.
 */
import { type Kysely, sql } from 'kysely'

const statements = ['alter table memberships add column password_link_at bigint']

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
