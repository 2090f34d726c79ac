/**
 * The main number's settings, complete: dated changes, reception cards, PINs, half days, holidays and calendars as
 * sources of events (M9, M11–M13, product §6.5). Adds only; servers of the version before may run on.
 */
import { type Kysely, sql } from 'kysely'
import { audited } from './audit.ts'
import { protect } from './row-security.ts'

/** Of a main number from its activation until its deallocation, as its call settings are. */
const ofSettings = 'not null references call_settings (number_id) on delete cascade'

const tables = [
  `create table dated_changes (
    id uuid primary key,
    number_id uuid ${ofSettings},
    operator_id uuid not null,
    site_id uuid not null,
    organization_id uuid not null,
    name text not null,
    starts_at text not null,
    ends_at text not null,
    in_hours jsonb,
    out_of_hours jsonb,
    hours jsonb,
    version int not null default 1,
    changed_at bigint not null,
    changed_by text not null,
    check (starts_at < ends_at),
    check (num_nonnulls(in_hours, out_of_hours, hours) > 0))`,
  'create index dated_changes_number on dated_changes (number_id)',

  `create table reception_cards (
    number_id uuid primary key references call_settings (number_id) on delete cascade,
    operator_id uuid not null,
    site_id uuid not null,
    organization_id uuid not null,
    card jsonb not null,
    version int not null default 1,
    changed_at bigint not null,
    changed_by text not null)`,

  `create table mailbox_pins (
    mailbox_id uuid primary key references mailboxes on delete cascade,
    operator_id uuid not null,
    site_id uuid not null,
    organization_id uuid not null,
    number_id uuid not null,
    pin_hash text,
    earlier_hashes jsonb not null,
    failures int not null default 0,
    locked_at bigint,
    default_spent boolean not null default false,
    changed_at bigint not null)`,
  `create table pin_accesses (
    id uuid primary key,
    mailbox_id uuid not null references mailboxes on delete cascade,
    number_id uuid not null,
    operator_id uuid not null,
    site_id uuid not null,
    organization_id uuid not null,
    action text not null check (action in ('shown', 'reset')),
    at bigint not null,
    by text not null)`,
  'create index pin_accesses_mailbox on pin_accesses (mailbox_id, id)',

  // M13
  `alter table call_settings add column email_as text not null default 'attachment'
    check (email_as in ('attachment', 'link'))`,
  `alter table call_settings_versions add column email_as text not null default 'attachment'`,

  `create table schedule_sources (
    id uuid primary key,
    operator_id uuid not null,
    site_id uuid not null,
    kind text not null check (kind in ('holidays', 'calendar')),
    name text not null,
    country text,
    state text,
    region text,
    types jsonb,
    version int not null default 1,
    created_at bigint not null,
    imported_at bigint,
    foreign key (site_id, operator_id) references sites (id, operator_id),
    constraint schedule_sources_key unique (site_id, kind, name),
    check ((kind = 'holidays') = (country is not null and types is not null)))`,
  `alter table site_events
    add column hours jsonb,
    add column recurring boolean not null default false,
    add column excluded boolean not null default false,
    add column source_id uuid references schedule_sources on delete cascade,
    add column source_key text,
    add constraint site_events_source unique (source_id, source_key),
    add check ((source_id is null) = (source_key is null))`,
]

/** A change of dated changes is one of the number's settings. */
const announcements = [
  `create function announce_dated_changes() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform announce_plan_change('call-settings', n.id, n.site_id, array[n.e164])
        from numbers n where n.id in (select number_id from changed);
      return null;
    end $$`,
  ...(['insert', 'update', 'delete'] as const).map(
    (event) => `create trigger announce_${event} after ${event} on dated_changes
      referencing ${event === 'delete' ? 'old' : 'new'} table as changed
      for each statement execute function announce_dated_changes()`,
  ),
]

/** Receptionists read cards; what guards a mailbox is none of their business. */
const policies = [
  ...protect('dated_changes', { number: 'number_id' }),
  ...protect('reception_cards', { number: 'number_id' }),
  ...protect('mailbox_pins', { number: 'number_id', viewers: { reception: null } }),
  ...protect('pin_accesses', { viewers: { reception: null } }),
  ...protect('schedule_sources', { organization: null }),
]

/** N11. Attempts at a PIN are no changes; that somebody was shown or reset it is, and so is a new own one. */
const audits = [
  ...audited('dated_changes', {
    kind: 'dated-change',
    name: 'name',
    number: 'number_id',
    uncounted: ['changed_at', 'changed_by'],
  }),
  ...audited('reception_cards', {
    kind: 'reception-card',
    object: 'number_id',
    number: 'number_id',
    uncounted: ['changed_at', 'changed_by'],
  }),
  ...audited('mailbox_pins', {
    kind: 'pin',
    object: 'mailbox_id',
    number: 'number_id',
    uncounted: ['changed_at', 'failures', 'earlier_hashes'],
  }),
  ...audited('pin_accesses', { kind: 'pin-access', object: 'mailbox_id', number: 'number_id', fixed: true }),
  ...audited('schedule_sources', {
    kind: 'event-source',
    name: 'name',
    organization: null,
    uncounted: ['imported_at'],
  }),
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...announcements, ...policies, ...audits])
    await sql.raw(statement).execute(db)
}
