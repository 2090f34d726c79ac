/**
 * Alerts of a disk that fills, and of a trunk whose calls cannot be answered (C12); and lamps hear that a mailbox is nobody's any more.
 * Widens and adds only; servers of the version before may run on.
 */
import { type Kysely, sql } from 'kysely'

const kinds = [
  'nothing-would-ring',
  'engine-lost',
  'rtpengine-lost',
  'webhook-disabled',
  'certificate-ends',
  'disk-fills',
  'activation-failed',
  'emergency-call',
  'calls-out-limit',
  'reception-unattended',
  'mailbox-nearly-full',
  'mailbox-full',
  'trunk-misfit',
]

/** `lamp_changed` names the number of a mailbox that was retired: whoever watches it has to hear that it shows nothing any more. */
const retirements = [
  `create function announce_retired_lamp() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform pg_notify('lamp_changed', new.number_id::text);
      return null;
    end $$`,
  `create trigger announce_lamp_retired after update of retired_at on mailboxes for each row
    when (old.retired_at is null and new.retired_at is not null) execute function announce_retired_lamp()`,
  'create index mailboxes_retired on mailboxes (number_id) where retired_at is not null',
]

const alerts = [
  'alter table alerts drop constraint alerts_kind_check',
  `alter table alerts add constraint alerts_kind_check check (kind in ('${kinds.join("', '")}'))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...alerts, ...retirements]) await sql.raw(statement).execute(db)
}
