/**
 * Message-waiting lamps (RFC 3842): which members' phones carry the lamp of a main number, and who is told when a lamp
 * may have to change. Adds only; servers of the version before may run on.
 */
import { type Kysely, sql } from 'kysely'

const columns = [
  'alter table hunt_members add column lamp boolean not null default false',
  'alter table hunt_members add constraint hunt_members_lamp check (not lamp or member_number_id is not null)',
  `create index messages_waiting on messages (mailbox_id) where state in ('new', 'saved')`,
]

/** `lamp_changed` names a number: its mailbox, or what its phones carry, is not what it was. */
const announcements = [
  `create function announce_messages_lamp() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    declare r record := coalesce(new, old);
    begin
      perform pg_notify('lamp_changed', r.number_id::text);
      return null;
    end $$`,
  // Most messages are inserted as they begin to be recorded: no lamp says that.
  `create trigger announce_lamp_insert after insert on messages for each row
    when (new.state in ('new', 'saved')) execute function announce_messages_lamp()`,
  `create trigger announce_lamp_update after update on messages for each row
    when (old.state <> new.state and (old.state in ('new', 'saved') or new.state in ('new', 'saved')))
    execute function announce_messages_lamp()`,
  `create trigger announce_lamp_delete after delete on messages for each row
    when (old.state in ('new', 'saved')) execute function announce_messages_lamp()`,
  `create function announce_hunt_members_lamp() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    declare r record := coalesce(new, old);
    begin
      perform pg_notify('lamp_changed', r.member_number_id::text);
      return null;
    end $$`,
  `create trigger announce_lamp_insert after insert on hunt_members for each row
    when (new.lamp) execute function announce_hunt_members_lamp()`,
  `create trigger announce_lamp_update after update on hunt_members for each row
    when (old.lamp <> new.lamp) execute function announce_hunt_members_lamp()`,
  `create trigger announce_lamp_delete after delete on hunt_members for each row
    when (old.lamp) execute function announce_hunt_members_lamp()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...columns, ...announcements]) await sql.raw(statement).execute(db)
}
