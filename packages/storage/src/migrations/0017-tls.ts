/** Trunks by TLS, and an alert before the certificate of a server ends. Widens only. */
import { type Kysely, sql } from 'kysely'

const statements = [
  'alter table trunks drop constraint trunks_transport_check',
  `alter table trunks add constraint trunks_transport_check check (transport in ('UDP', 'TCP', 'TLS'))`,
  'alter table alerts drop constraint alerts_kind_check',
  `alter table alerts add constraint alerts_kind_check
    check (kind in ('nothing-would-ring', 'engine-lost', 'webhook-disabled', 'certificate-ends'))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
