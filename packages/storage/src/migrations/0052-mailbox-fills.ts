/**
 * People are told before a mailbox is full, too (C14). Widens only: a server of the version before tells of a full one alone, and may
 * forget that one was told of before.
 */
import { type Kysely, sql } from 'kysely'

const statements = [
  `alter table mailbox_fills add column level text not null default 'mailbox-full'
    check (level in ('mailbox-nearly-full', 'mailbox-full'))`,
  'alter table mailbox_fills drop constraint mailbox_fills_pkey',
  'alter table mailbox_fills add primary key (mailbox_id, level)',
  'alter table message_deliveries drop constraint message_deliveries_kind_check',
  `alter table message_deliveries add constraint message_deliveries_kind_check
    check (kind in ('message', 'mailbox-nearly-full', 'mailbox-full'))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
