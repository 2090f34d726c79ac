/** Live events with the triggers that tell them, webhooks, alerts, counts of calls by day. Adds only. */
import { type Kysely, sql } from 'kysely'
import { audited } from './audit.ts'
import { eventTriggers } from './event-triggers.ts'
import { protect, scope } from './row-security.ts'

const liveEvents = [
  'create sequence live_event_seq',
  // `seq` is given after the commit, by one hand at a time: whoever reads on from a place misses nothing.
  `create table live_events (
    id bigint generated always as identity primary key,
    seq bigint,
    operator_id uuid,
    site_id uuid,
    organization_id uuid,
    number_id uuid,
    kind text not null,
    data jsonb not null,
    at bigint not null)`,
  'create unique index live_events_seq on live_events (seq)',
  'create index live_events_operator on live_events (operator_id, seq)',
  'create index live_events_fresh on live_events (id) where seq is null',
  `create table event_interest (
    operator_id uuid,
    until bigint not null,
    constraint event_interest_key unique nulls not distinct (operator_id))`,
]

const webhooks = [
  `create table webhooks (
    id uuid primary key,
    operator_id uuid not null references organizations,
    site_id uuid references sites,
    organization_id uuid references organizations,
    name text not null,
    url text not null,
    kinds jsonb not null,
    secret bytea not null,
    enabled boolean not null,
    failing_since bigint,
    version int not null default 1,
    created_at bigint not null)`,
  'create index webhooks_operator on webhooks (operator_id, id)',
  `create table webhook_deliveries (
    id uuid primary key,
    webhook_id uuid not null references webhooks on delete cascade,
    operator_id uuid not null,
    site_id uuid,
    organization_id uuid,
    seq bigint not null,
    kind text not null,
    body text not null,
    state text not null check (state in ('waiting', 'delivered', 'failed')),
    attempts int not null,
    created_at bigint not null,
    next_attempt_at bigint,
    attempted_at bigint,
    status int,
    latency_ms int,
    error text,
    answer text,
    unique (webhook_id, seq))`,
  `create index webhook_deliveries_waiting on webhook_deliveries (webhook_id, next_attempt_at, seq)
    where state = 'waiting'`,
  'create index webhook_deliveries_age on webhook_deliveries (created_at)',
  'create table webhook_cursor (one boolean primary key default true check (one), seq bigint not null)',
  'insert into webhook_cursor (seq) values (0)',
  // The engine need not know of webhooks: what it asks for is who is interested.
  `create function webhooks_interest() returns trigger language plpgsql as $$
    begin perform pg_notify('event_interest', ''); return null; end $$`,
  `create trigger webhooks_interest after insert or update or delete on webhooks
    for each statement execute function webhooks_interest()`,
]

const alerts = [
  `alter table sites add column ring_alert_minutes int not null default 30 check (ring_alert_minutes between 0 and 240)`,
  `create table alerts (
    id uuid primary key,
    operator_id uuid,
    site_id uuid,
    organization_id uuid,
    number_id uuid,
    kind text not null check (kind in ('nothing-would-ring', 'engine-lost', 'webhook-disabled')),
    subject text not null,
    severity text not null check (severity in ('warning', 'critical')),
    words text not null,
    data jsonb not null,
    raised_at bigint not null,
    cleared_at bigint,
    acknowledged_at bigint,
    acknowledged_by text,
    notified_at bigint)`,
  'create unique index alerts_standing on alerts (kind, subject) where cleared_at is null',
  'create index alerts_operator on alerts (operator_id, id)',
  'create index alerts_unnotified on alerts (id) where notified_at is null',
]

const reports = [
  // What reports count by; a record without them (of an earlier version) counts as within hours.
  'alter table call_records add column out_of_hours boolean',
  'create index call_records_number on call_records (number_id, started_at)',
  `create table call_days (
    site_id uuid not null,
    scope text not null check (scope in ('site', 'organization', 'number')),
    scope_id uuid not null,
    operator_id uuid not null,
    organization_id uuid,
    day text not null,
    calls int not null,
    out_of_hours int not null,
    results jsonb,
    abandoned jsonb,
    answered_by jsonb,
    misdials int not null,
    waits jsonb,
    constraint call_days_key unique nulls not distinct (scope_id, site_id, day, organization_id))`,
  'create index call_days_site on call_days (site_id, day)',
  `create table call_days_due (
    site_id uuid not null, day text not null, touched int not null default 0, primary key (site_id, day))`,
  // The update takes the lock of the row: a day is not counted while records of it are being written.
  `create function call_records_due() returns trigger language plpgsql as $$
    begin
      insert into call_days_due (site_id, day)
        select distinct s.id, to_char(to_timestamp(c.started_at / 1000.0) at time zone s.time_zone, 'YYYY-MM-DD')
        from stored c join sites s on s.id = c.site_id
        order by 1, 2
      on conflict (site_id, day) do update set touched = call_days_due.touched + 1;
      return null;
    end $$`,
  `create trigger call_records_due_insert after insert on call_records
    referencing new table as stored for each statement execute function call_records_due()`,
  `create trigger call_records_due_update after update on call_records
    referencing new table as stored for each statement execute function call_records_due()`,
]

const ofOperator = `operator_id = ${scope.operator}`
/** An event of no site, such as one of a webhook, is told at every one. */
const atOwnSitesOrNone = `(${scope.sites} is null or site_id is null or site_id = any(${scope.sites}))`
/** Voicemail is its organization's own: not even its landlord hears of it. */
const eventOfOperator = `${ofOperator} and ${atOwnSitesOrNone}
  and (kind <> 'message.new' or organization_id = ${scope.operator})`
const ofOrganization = `organization_id = ${scope.organization} and ${atOwnSitesOrNone}`

/** The secret is never read, and failing is no change that somebody made. */
const audit = audited('webhooks', { kind: 'webhook', name: 'name', uncounted: ['failing_since'] })

const policies = [
  ...protect('live_events', {
    viewers: {
      provider: { read: 'true' },
      operator: { read: eventOfOperator },
      reception: { read: eventOfOperator },
      occupier: { read: ofOrganization },
      user: { read: `${ofOrganization} and number_id = any(${scope.numbers})` },
    },
  }),
  ...protect('event_interest', {
    viewers: { operator: null, reception: null, occupier: null, user: null },
  }),
  ...protect('webhooks', { viewers: { reception: null } }),
  ...protect('webhook_deliveries', { viewers: { reception: null } }),
  ...protect('alerts', {
    viewers: { user: { read: `${ofOrganization} and number_id = any(${scope.numbers})` } },
  }),
  ...protect('call_days', {
    viewers: {
      provider: { read: 'true' },
      operator: { read: `${ofOperator} and ${atOwnSitesOrNone}` },
      occupier: { read: ofOrganization },
      user: { read: `${ofOrganization} and scope_id = any(${scope.numbers})` },
    },
  }),
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    ...liveEvents,
    ...webhooks,
    ...alerts,
    ...reports,
    ...eventTriggers,
    ...policies,
    ...audit,
  ])
    await sql.raw(statement).execute(db)
}
