/** An alert of a disk that fills. Widens only. Rolling upgrade: safe. */
import { type Kysely, sql } from 'kysely'

const kinds = [
  'nothing-would-ring',
  'engine-lost',
  'rtpengine-lost',
  'webhook-disabled',
  'certificate-ends',
  'disk-fills',
  'activation-failed',
  'emergency-call',
  'calls-out-limit',
  'reception-unattended',
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
