/**
 * How long messages are kept, who heard one by telephone, and where the messages of an ordinary number are mailed. Adds only;
 * servers of the version before may run on.
 */
import { type Kysely, sql } from 'kysely'
import { audited } from './audit.ts'
import { protect } from './row-security.ts'

const definer = 'language plpgsql security definer set search_path = public, pg_temp'

const statements = [
  // null: until somebody deletes them.
  'alter table sites add column message_days int check (message_days between 1 and 3650)',
  `create table message_retention (
    organization_id uuid primary key references organizations on delete cascade,
    operator_id uuid not null,
    days int check (days between 1 and 3650),
    version int not null default 1)`,
  ...protect('message_retention', { site: null, viewers: { reception: null } }),
  ...audited('message_retention', {
    kind: 'message-retention',
    object: 'organization_id',
    site: null,
    uncounted: ['version'],
  }),

  'alter table messages add column deleted_at bigint',
  `update messages set deleted_at = now_ms() where state = 'deleted'`,
  `create index messages_deleted on messages (deleted_at) where state = 'deleted'`,
  `create index messages_aging on messages (started_at) where state in ('new', 'saved')`,
  `create function messages_deleted() returns trigger language plpgsql as $$
    begin
      new.deleted_at := case when new.state = 'deleted' then now_ms() end;
      return new;
    end $$`,
  `create trigger messages_deleted before update of state on messages for each row
    when (old.state is distinct from new.state) execute function messages_deleted()`,

  'alter table message_accesses drop constraint message_accesses_way_check',
  `alter table message_accesses add constraint message_accesses_way_check
    check (way in ('console', 'link', 'export', 'telephone'))`,

  // M13. Those of a main number are part of its call settings, and versioned with them.
  `alter table mailboxes
    add column voicemail_emails jsonb not null default '[]',
    add column email_as text not null default 'attachment' check (email_as in ('attachment', 'attachment-only', 'link'))`,
  `create or replace function queue_deliveries(of_kind text, of_message uuid, of_mailbox uuid) returns void ${definer} as $$
    declare
      d record;
      now_ms bigint := extract(epoch from clock_timestamp()) * 1000;
    begin
      for d in
        insert into message_deliveries (id, kind, message_id, mailbox_id, number_id, operator_id, site_id, organization_id,
            recipient, send_as, created_at)
          select gen_random_uuid(), of_kind, of_message, b.id, b.number_id, b.operator_id, b.site_id, b.organization_id,
            r.recipient, coalesce(c.email_as, b.email_as), now_ms
          from mailboxes b left join call_settings c on c.number_id = b.number_id
            cross join lateral (select distinct
              jsonb_array_elements_text(coalesce(c.voicemail_emails, b.voicemail_emails)) as recipient) r
          where b.id = of_mailbox and b.retired_at is null
          returning id, recipient
      loop
        perform queue_delivery(d.id, d.recipient, now_ms);
      end loop;
    end $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
