/** An alert of an rtpengine that an engine does not reach (decision 0016). Widens only. */
import { type Kysely, sql } from 'kysely'

const kinds = [
  'nothing-would-ring',
  'engine-lost',
  'rtpengine-lost',
  'webhook-disabled',
  'certificate-ends',
  'activation-failed',
  'emergency-call',
  'calls-out-limit',
  'mailbox-nearly-full',
  'mailbox-full',
]

const statements = [
  'alter table alerts drop constraint alerts_kind_check',
  `alter table alerts add constraint alerts_kind_check check (kind in ('${kinds.join("', '")}'))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
