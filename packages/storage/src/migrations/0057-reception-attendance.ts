/**
 * Whether anybody takes the calls of a reception, as each engine sees it, and alerts where nobody does (product §6.4). An
 * engine writes it when it changes and not again, so it outlives a crash of the database. Widens only. No viewer of the API sees the table.
 */
import { type Kysely, sql } from 'kysely'

const statements = [
  `create table reception_attendance (
    site_id uuid not null references sites on delete cascade,
    engine_id uuid not null,
    attended boolean not null,
    since bigint not null,
    primary key (site_id, engine_id))`,

  // A page that is loaded again is back within seconds: nobody is told of those.
  `create function reception_attendance_changed() returns trigger language plpgsql security definer
    set search_path = public, pg_temp as $$
    begin
      if not new.attended then
        perform add_job('check-ring-readiness', json_build_object('siteId', new.site_id),
          'check-reception ' || new.site_id, new.since + 61000, null);
      elsif exists (select from alerts a where a.kind = 'reception-unattended' and a.site_id = new.site_id
        and a.cleared_at is null) then
        perform add_job('check-ring-readiness', json_build_object('siteId', new.site_id),
          'check-reception ' || new.site_id, new.since + 1000, null);
      end if;
      return null;
    end $$`,
  `create trigger reception_attendance_changed after insert or update on reception_attendance
    for each row execute function reception_attendance_changed()`,

  'alter table alerts drop constraint alerts_kind_check',
  `alter table alerts add constraint alerts_kind_check check (kind in ('nothing-would-ring', 'engine-lost',
    'webhook-disabled', 'certificate-ends', 'activation-failed', 'emergency-call', 'calls-out-limit',
    'mailbox-nearly-full', 'mailbox-full', 'rtpengine-lost', 'reception-unattended'))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
