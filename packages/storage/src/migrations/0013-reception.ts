/** The main reception (C7, C8): rules of a site, seats, messages, notes, and what a call had to do with it. Rolling upgrades go on. */
import { type Kysely, sql } from 'kysely'
import { atOwnSites, protect, scope } from './row-security.ts'

const tables = [
  'alter table sites add column reception jsonb',
  'alter table call_records add column reception jsonb',
  `create index call_records_reception on call_records (((reception ->> 'siteId')), started_at)
    where reception is not null`,
  `create table reception_seats (
    id uuid primary key,
    operator_id uuid not null references organizations,
    site_id uuid not null references sites,
    user_id uuid not null references users on delete cascade,
    name text not null,
    device_id uuid references devices on delete set null,
    presence text not null check (presence in ('ready', 'away')),
    reason text,
    rings_device boolean not null default true,
    sound_in_page boolean not null default false,
    opened_at bigint not null,
    closed_at bigint,
    unique (site_id, user_id))`,
  `create table reception_messages (
    id uuid primary key,
    operator_id uuid not null references organizations,
    site_id uuid not null references sites,
    organization_id uuid not null references organizations,
    number_id uuid references numbers,
    call_id text,
    recipient text,
    caller_name text,
    caller_number text,
    caller_company text,
    text text not null,
    urgent boolean not null,
    call_back boolean not null,
    taken_by text not null,
    taken_at bigint not null,
    mailed_to jsonb not null default '[]',
    acknowledged_at bigint,
    acknowledged_by text)`,
  'create index reception_messages_organization on reception_messages (organization_id, id desc)',
  'create index reception_messages_site on reception_messages (site_id, id desc)',
  `create table reception_notes (
    id uuid primary key,
    operator_id uuid not null references organizations,
    site_id uuid not null references sites,
    organization_id uuid not null references organizations,
    text text not null,
    author text not null,
    at bigint not null)`,
  'create index reception_notes_organization on reception_notes (organization_id, site_id, id desc)',
]

const ofOperator = `operator_id = ${scope.operator} and ${atOwnSites('site_id')}`
const reception = { read: ofOperator, write: ofOperator }

/** A message is told to whoever follows its organization. */
const events = [
  `create function reception_messages_event() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform announce_event(new.operator_id, new.site_id, new.organization_id, new.number_id,
        'reception.message', jsonb_build_object('messageId', new.id, 'callerNumber', new.caller_number,
          'callerName', new.caller_name, 'takenBy', new.taken_by, 'urgent', new.urgent,
          'acknowledged', new.acknowledged_at is not null));
      return null;
    end $$`,
  `create trigger reception_messages_event after insert or update of acknowledged_at on reception_messages
    for each row execute function reception_messages_event()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    ...tables,
    ...events,
    ...protect('reception_seats', { organization: null, viewers: { reception } }),
    ...protect('reception_messages', { viewers: { reception, user: null } }),
    // What receptionists tell each other is not for the organization.
    ...protect('reception_notes', { viewers: { reception, occupier: null, user: null } }),
  ])
    await sql.raw(statement).execute(db)
}
