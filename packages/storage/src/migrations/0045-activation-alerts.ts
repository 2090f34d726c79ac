/** An alert for a number that was being activated when its server died, and could not be. Widens only. */
import { type Kysely, sql } from 'kysely'

const kinds = [
  'nothing-would-ring',
  'engine-lost',
  'webhook-disabled',
  'certificate-ends',
  'activation-failed',
]

const statements = [
  'alter table alerts drop constraint alerts_kind_check',
  `alter table alerts add constraint alerts_kind_check check (kind in ('${kinds.join("', '")}'))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
