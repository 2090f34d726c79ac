/**
 * What becomes of messages: their audio is encrypted with a key of its organization, they are mailed, written down, and
 * it is known who heard them. Rolling upgrades go on: a server of the version before sends none of it.
 */
import { type Kysely, sql } from 'kysely'
import { audited } from './audit.ts'
import { atOwnSites, protect, scope } from './row-security.ts'

/** Of whom a row tells, as messages have it. */
const tenant = `
    number_id uuid not null,
    operator_id uuid not null,
    site_id uuid not null,
    organization_id uuid not null`

const tables = [
  // Closed to the API: nobody but the server itself reads a key.
  `create table organization_keys (
    organization_id uuid primary key references organizations on delete cascade,
    sealed_key bytea not null,
    created_at bigint not null)`,

  // M13
  `create table message_deliveries (
    id uuid primary key,
    kind text not null check (kind in ('message', 'mailbox-full')),
    message_id uuid references messages on delete cascade,
    mailbox_id uuid not null references mailboxes on delete cascade,${tenant},
    recipient text not null,
    send_as text not null check (send_as in ('attachment', 'attachment-only', 'link')),
    state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
    attempts int not null default 0,
    last_error text,
    created_at bigint not null,
    settled_at bigint,
    check ((kind = 'message') = (message_id is not null)),
    unique (message_id, recipient))`,
  'create index message_deliveries_mailbox on message_deliveries (mailbox_id)',
  `create index message_deliveries_queued on message_deliveries (created_at) where state = 'queued'`,
  // A full mailbox is told of once until it has room again.
  `create table mailbox_fills (
    mailbox_id uuid primary key references mailboxes on delete cascade,
    since bigint not null)`,

  `create table message_accesses (
    id uuid primary key,
    message_id uuid not null references messages on delete cascade,
    mailbox_id uuid not null,${tenant},
    way text not null check (way in ('console', 'link', 'export')),
    at bigint not null,
    by text not null)`,
  'create index message_accesses_message on message_accesses (message_id, at)',

  `alter table messages
    add column transcript text,
    add column transcription text not null default 'none'
      check (transcription in ('none', 'waiting', 'done', 'failed'))`,

  'alter table call_settings drop constraint call_settings_email_as_check',
  `alter table call_settings add constraint call_settings_email_as_check
    check (email_as in ('attachment', 'attachment-only', 'link'))`,
]

/** Triggers see what their author may not. */
const definer = 'language plpgsql security definer set search_path = public, pg_temp'

/**
 * A finished message and the letters about it are one transaction, whoever finishes it: the engine, or the start after a
 * crash. Letters to one address go one after the other, and never take all of the workers.
 */
const deliveries = [
  `create function queue_delivery(of_delivery uuid, of_recipient text, at bigint) returns void ${definer} as $$
    begin
      perform graphile_worker.add_job('deliver-message', json_build_object('deliveryId', of_delivery),
        queue_name => 'mail-' || (hashtext(of_recipient) & 1), run_at => to_timestamp(at / 1000.0),
        max_attempts => 40, job_key => 'deliver-message ' || of_delivery);
    end $$`,
  `create function queue_deliveries(of_kind text, of_message uuid, of_mailbox uuid) returns void ${definer} as $$
    declare
      d record;
      now_ms bigint := extract(epoch from clock_timestamp()) * 1000;
    begin
      for d in
        insert into message_deliveries (id, kind, message_id, mailbox_id, number_id, operator_id, site_id, organization_id,
            recipient, send_as, created_at)
          select gen_random_uuid(), of_kind, of_message, b.id, b.number_id, b.operator_id, b.site_id, b.organization_id,
            r.recipient, c.email_as, now_ms
          from mailboxes b join call_settings c on c.number_id = b.number_id
            cross join lateral (select distinct jsonb_array_elements_text(c.voicemail_emails) as recipient) r
          where b.id = of_mailbox and b.retired_at is null
          returning id, recipient
      loop
        perform queue_delivery(d.id, d.recipient, now_ms);
      end loop;
    end $$`,
  `create function messages_delivery() returns trigger ${definer} as $$
    begin
      perform queue_deliveries('message', new.id, new.mailbox_id);
      perform graphile_worker.add_job('transcribe-message', json_build_object('messageId', new.id),
        queue_name => 'transcription', max_attempts => 8);
      return null;
    end $$`,
  `create trigger messages_delivery after update on messages for each row
    when (old.state = 'recording' and new.state = 'new') execute function messages_delivery()`,
]

/** Voicemail is its organization's own: not even its landlord learns of it. */
const ofOperator = `organization_id = ${scope.operator} and ${atOwnSites('site_id')}`
const asMessages = {
  number: 'number_id',
  viewers: {
    operator: { read: ofOperator, write: ofOperator },
    reception: { read: ofOperator, write: ofOperator },
  },
}

const policies = [
  ...protect('message_deliveries', { ...asMessages, readOnly: true }),
  ...protect('message_accesses', asMessages),
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    ...tables,
    ...deliveries,
    ...policies,
    ...audited('message_accesses', {
      kind: 'message-access',
      object: 'message_id',
      number: 'number_id',
      fixed: true,
    }),
  ])
    await sql.raw(statement).execute(db)
}
