/** Alerts of a mail server that takes no letters (M13). Widens only; servers of the version before may run on. */
import { type Kysely, sql } from 'kysely'

const kinds = [
  'nothing-would-ring',
  'engine-lost',
  'rtpengine-lost',
  'webhook-disabled',
  'certificate-ends',
  'disk-fills',
  'mail-fails',
  'activation-failed',
  'emergency-call',
  'calls-out-limit',
  'reception-unattended',
  'mailbox-nearly-full',
  'mailbox-full',
  'trunk-misfit',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table alerts drop constraint alerts_kind_check').execute(db)
  const check = `check (kind in ('${kinds.join("', '")}'))`
  await sql.raw(`alter table alerts add constraint alerts_kind_check ${check}`).execute(db)
}
