/**
 * An alert for a mailbox that is full, or will be soon (C14): it stands until there is room again, however that comes about. What
 * leaves no room is said by each alert (`messages`). Widens only.
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
  'mailbox-nearly-full',
  'mailbox-full',
]

const held = "state in ('recording', 'new', 'saved')"
const definer = 'language plpgsql security definer set search_path = public, pg_temp'

const clear = (mailbox: string, when: string) => `update alerts a
    set cleared_at = (extract(epoch from clock_timestamp()) * 1000)::bigint
    where a.kind in ('mailbox-nearly-full', 'mailbox-full') and a.subject = ${mailbox}::text and a.cleared_at is null${when}`

const statements = [
  'alter table alerts drop constraint alerts_kind_check',
  `alter table alerts add constraint alerts_kind_check check (kind in ('${kinds.join("', '")}'))`,
  `create function mailbox_has_room() returns trigger ${definer} as $$
    begin
      ${clear(
        'old.mailbox_id',
        `
        and (select count(*) from messages where mailbox_id = old.mailbox_id and ${held}) < (a.data ->> 'messages')::int`,
      )};
      return null;
    end $$`,
  `create trigger messages_leave after update of state on messages for each row
    when (old.${held} and not new.${held}) execute function mailbox_has_room()`,
  `create trigger messages_gone after delete on messages for each row
    when (old.${held}) execute function mailbox_has_room()`,
  `create function mailbox_retires() returns trigger ${definer} as $$
    begin
      ${clear('new.id', '')};
      return null;
    end $$`,
  `create trigger mailboxes_retire after update of retired_at on mailboxes for each row
    when (new.retired_at is not null) execute function mailbox_retires()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
