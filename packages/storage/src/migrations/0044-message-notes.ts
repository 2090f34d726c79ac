/**
 * What colleagues note on a message (the caller never hears of it), and letters about it that somebody wants tried at once.
 * Rolling upgrades go on: a server of the version before shows no notes, and tries a letter at its time.
 */
import { type Kysely, sql } from 'kysely'
import { audited } from './audit.ts'
import { atOwnSites, protect, scope } from './row-security.ts'

const definer = 'language plpgsql security definer set search_path = public, pg_temp'

const notes = [
  `create table message_notes (
    id uuid primary key,
    message_id uuid not null references messages on delete cascade,
    mailbox_id uuid not null,
    number_id uuid not null,
    operator_id uuid not null,
    site_id uuid not null,
    organization_id uuid not null,
    text text not null,
    author text not null,
    at bigint not null)`,
  'create index message_notes_message on message_notes (message_id, id)',
  `create function message_notes_event() returns trigger ${definer} as $$
    declare
      r record := coalesce(new, old);
    begin
      perform announce_event(r.operator_id, r.site_id, r.organization_id, r.number_id, 'message.changed',
        jsonb_build_object('messageId', r.message_id, 'mailboxId', r.mailbox_id, 'from', null, 'to', null));
      return null;
    end $$`,
  `create trigger message_notes_event after insert or delete on message_notes
    for each row execute function message_notes_event()`,
]

const letters = [
  // The jobs are the server's own: nobody else reads or moves them.
  `create function delivery_tries(of_message uuid) returns table (delivery_id uuid, at bigint) ${definer} as $$
    begin
      return query select d.id, (extract(epoch from j.run_at) * 1000)::bigint
        from message_deliveries d join graphile_worker.jobs j on j.key = 'deliver-message ' || d.id
        where d.message_id = of_message and d.state = 'queued';
    end $$`,
  // One that was given up is tried once more; one that is with the mail server just now needs no hurry.
  `create function hurry_deliveries(of_message uuid) returns int ${definer} as $$
    declare
      d record;
      hurried int := 0;
    begin
      for d in update message_deliveries set state = 'queued', settled_at = null
        where id in (select l.id from message_deliveries l
          where l.message_id = of_message and l.state in ('queued', 'failed') for update skip locked)
        returning id
      loop
        perform graphile_worker.add_job('deliver-message', json_build_object('deliveryId', d.id, 'hurried', true),
          queue_name => 'mail-' || (hashtext(d.id::text) & 3), run_at => now(),
          max_attempts => 40, job_key => 'deliver-message ' || d.id);
        hurried := hurried + 1;
      end loop;
      return hurried;
    end $$`,
]

/** Voicemail is its organization's own: not even its landlord learns of it. */
const ofOperator = `organization_id = ${scope.operator} and ${atOwnSites('site_id')}`

/** Nor does it learn from the audit who heard a message, or what was noted on one. */
const audit = `alter policy operator_select on audit_log using (operator_id = ${scope.operator} and ${atOwnSites('site_id')}
  and (kind not in ('message-access', 'message-note') or organization_id = ${scope.operator}))`

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    ...notes,
    ...letters,
    ...protect('message_notes', {
      number: 'number_id',
      viewers: {
        operator: { read: ofOperator, write: ofOperator },
        reception: { read: ofOperator, write: ofOperator },
      },
    }),
    ...audited('message_notes', {
      kind: 'message-note',
      object: 'message_id',
      number: 'number_id',
      fixed: true,
    }),
    audit,
  ])
    await sql.raw(statement).execute(db)
}
