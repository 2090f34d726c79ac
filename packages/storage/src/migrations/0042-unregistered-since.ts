/** Since when nothing is registered of a device that was; kept by the database, whoever removes a binding. Rolling upgrades go on. */
import { type Kysely, sql } from 'kysely'
import { protect } from './row-security.ts'

const statements = [
  // Not a column of the device: a phone that comes and goes changes no settings, and calls read those.
  `create table device_absences (
    device_id uuid primary key references devices on delete cascade,
    operator_id uuid not null,
    site_id uuid not null,
    since bigint not null)`,
  `create function note_device_absence() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      now_ms bigint := extract(epoch from clock_timestamp()) * 1000;
    begin
      -- A device that goes takes its bindings with it.
      insert into device_absences (device_id, operator_id, site_id, since)
        select d.id, d.operator_id, d.site_id, least(old.expires_at, now_ms) from devices d
        where d.id = old.device_id and not exists (
          select from registrations g where g.device_id = old.device_id and g.expires_at > now_ms)
        on conflict (device_id) do update set since = greatest(device_absences.since, excluded.since);
      return null;
    end $$`,
  `create trigger note_device_absence after delete on registrations
    for each row execute function note_device_absence()`,
]

const ownDevice = { read: 'exists (select from devices d where d.id = device_id)' }

export async function up(db: Kysely<unknown>): Promise<void> {
  const viewers = { occupier: ownDevice, user: ownDevice }
  for (const statement of [...statements, ...protect('device_absences', { readOnly: true, viewers })])
    await sql.raw(statement).execute(db)
}
