/**
 * What several do at the same moment ends as if one had done it after the other. Rolling upgrades go on: what is old asks the
 * database for the same, and gets it.
 */
import { type Kysely, sql } from 'kysely'

/**
 * As it was, but who was silent itself looks for no others: where the database stood still all of them are late, and each would wait
 * for the row of the next. And who lives again is missed no longer.
 */
const engineBeat = `create or replace function engine_beat(of_id uuid, of_name text) returns void language plpgsql as $$
    declare
      lost record;
      was_silent boolean := exists (select from engines where id = of_id and heartbeat_at < now_ms() - 3000);
    begin
      insert into engines (id, name, started_at, heartbeat_at) values (of_id, of_name, now_ms(), now_ms())
        on conflict (id) do update set heartbeat_at = excluded.heartbeat_at, lost_at = null;
      update alerts set cleared_at = now_ms() where kind = 'engine-lost' and subject = of_name and cleared_at is null;
      if not was_silent and exists (
          select from engines where ended_at is null and lost_at is null and heartbeat_at < now_ms() - 3000) then
        for lost in update engines set lost_at = now_ms()
          where ended_at is null and lost_at is null and heartbeat_at < now_ms() - 3000 returning id, name, heartbeat_at
        loop
          perform add_job('engine-lost', json_build_object('engineId', lost.id, 'name', lost.name,
            'heartbeatAt', lost.heartbeat_at), 'engine-lost:' || lost.id, null, null);
        end loop;
      end if;
    end $$`

/**
 * A device is of whoever has its number. The foreign key waits for a number that is just being given back, and is content when that is
 * done: the device would stay, for whoever has the number next.
 */
const holderOfDevice = [
  `create function guard_device_holder() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      holder uuid;
    begin
      select organization_id into holder from numbers where id = new.number_id for key share;
      if holder is distinct from new.organization_id then
        raise check_violation using constraint = 'devices_holder', message = 'the number is not of this organization';
      end if;
      return null;
    end $$`,
  `create trigger guard_holder after insert or update of number_id, organization_id on devices
    for each row when (new.number_id is not null) execute function guard_device_holder()`,
]

/** As it was, but one after the other, so that the last of several that leave room sees what the others have taken away (C14). */
const roomInMailbox = `create or replace function mailbox_has_room() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform from alerts where kind in ('mailbox-nearly-full', 'mailbox-full') and subject = old.mailbox_id::text
        and cleared_at is null order by id for update;
      if found then
        update alerts a set cleared_at = now_ms()
          where a.kind in ('mailbox-nearly-full', 'mailbox-full') and a.subject = old.mailbox_id::text and a.cleared_at is null
            and (select count(*) from messages where mailbox_id = old.mailbox_id and state in ('recording', 'new', 'saved'))
              < (a.data ->> 'messages')::int;
      end if;
      return null;
    end $$`

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [engineBeat, ...holderOfDevice, roomInMailbox]) await sql.raw(statement).execute(db)
}
