/**
 * What the phones of a site may call outside, which calls went out, and alerts of emergency calls (C15). Widens only: a server of
 * the version before sends no call out.
 */
import { type Kysely, sql } from 'kysely'

const kinds = [
  'nothing-would-ring',
  'engine-lost',
  'webhook-disabled',
  'certificate-ends',
  'activation-failed',
  'emergency-call',
  'calls-out-limit',
]

const statements = [
  'alter table sites add column calls_out jsonb',
  'alter table sites add column emergency_trunk_id uuid references trunks on delete set null',
  `alter table call_records add column outgoing text
    check (outgoing in ('emergency', 'national', 'international', 'premium'))`,
  'alter table alerts drop constraint alerts_kind_check',
  `alter table alerts add constraint alerts_kind_check check (kind in ('${kinds.join("', '")}'))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
