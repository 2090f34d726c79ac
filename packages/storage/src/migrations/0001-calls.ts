/**
 * What a call needs: tenants, sites, numbers, settings, schedule, devices, trunks, mailboxes, messages, call records.
 * The first one, so there is no rolling upgrade to break.
 */
import { type Kysely, sql } from 'kysely'

const tables = [
  `create table organizations (
    id uuid primary key,
    operator_id uuid not null references organizations,
    kind text not null check (kind in ('operator', 'occupier')),
    name text not null,
    version int not null default 1,
    created_at bigint not null,
    unique (id, operator_id),
    check ((kind = 'operator') = (id = operator_id)))`,
  'create index organizations_operator on organizations (operator_id, id)',

  `create table sites (
    id uuid primary key,
    operator_id uuid not null references organizations,
    name text not null,
    time_zone text not null,
    business_hours jsonb not null,
    extension_first int not null,
    extension_last int not null,
    nomination text not null check (nomination in ('provider', 'operator')),
    cooldown_days int not null check (cooldown_days >= 0),
    domain text not null,
    language text not null,
    version int not null default 1,
    created_at bigint not null,
    unique (id, operator_id),
    check (extension_first <= extension_last))`,
  'create index sites_operator on sites (operator_id, id)',

  `create table occupancies (
    organization_id uuid not null,
    site_id uuid not null,
    operator_id uuid not null,
    primary key (organization_id, site_id),
    foreign key (organization_id, operator_id) references organizations (id, operator_id),
    foreign key (site_id, operator_id) references sites (id, operator_id))`,
  'create index occupancies_site on occupancies (site_id)',

  // N1: unique on the platform, one site, an organization that is located there.
  `create table numbers (
    id uuid primary key,
    operator_id uuid not null,
    site_id uuid not null,
    organization_id uuid,
    e164 text not null constraint numbers_e164_key unique check (e164 ~ '^[+][1-9][0-9]{1,14}$'),
    extension text,
    kind text not null check (kind in ('main', 'ordinary')),
    state text not null check (state in ('AVAILABLE', 'RESERVED', 'PENDING', 'ACTIVE', 'COOLDOWN')),
    pending_target text check (pending_target in ('ACTIVE', 'RESERVED')),
    pending_since bigint,
    cooldown_until bigint,
    label text not null default '',
    assigned_to text,
    language text,
    version int not null default 1,
    created_at bigint not null,
    foreign key (site_id, operator_id) references sites (id, operator_id),
    constraint numbers_occupancy foreign key (organization_id, site_id) references occupancies,
    constraint numbers_extension_key unique (site_id, extension),
    constraint numbers_owned check ((state in ('RESERVED', 'PENDING', 'ACTIVE')) = (organization_id is not null)),
    constraint numbers_pending check ((state = 'PENDING') = (pending_target is not null)))`,
  // N8
  `create unique index numbers_one_main on numbers (organization_id, site_id)
    where kind = 'main' and organization_id is not null`,
  'create index numbers_site on numbers (site_id, e164)',
  'create index numbers_organization on numbers (organization_id, site_id) where organization_id is not null',

  `create table call_settings (
    number_id uuid primary key references numbers on delete cascade,
    operator_id uuid not null,
    site_id uuid not null,
    organization_id uuid not null,
    version int not null default 1,
    routes jsonb not null,
    hours_override jsonb,
    voicemail_emails jsonb not null,
    changed_at bigint not null,
    changed_by text not null)`,
  `create table call_settings_versions (
    like call_settings,
    primary key (number_id, organization_id, version),
    foreign key (number_id) references numbers on delete cascade)`,

  `create table site_events (
    id uuid primary key,
    operator_id uuid not null references organizations,
    organization_id uuid references organizations,
    number_id uuid references numbers on delete cascade,
    name text not null,
    kind text not null check (kind in ('days', 'span')),
    starts_on text not null,
    ends_on text not null,
    route jsonb,
    version int not null default 1,
    created_at bigint not null)`,
  `create table site_event_sites (
    event_id uuid not null references site_events on delete cascade,
    site_id uuid not null references sites,
    operator_id uuid not null,
    primary key (event_id, site_id))`,
  'create index site_event_sites_site on site_event_sites (site_id)',

  `create table site_overrides (
    id uuid primary key,
    operator_id uuid not null,
    site_id uuid not null references sites,
    number_id uuid references numbers on delete cascade,
    kind text not null check (kind in ('emergency', 'manual')),
    open boolean not null,
    since bigint not null,
    until bigint,
    by text not null,
    reason text,
    route jsonb,
    lifted_at bigint,
    check (kind = 'manual' or (until is null and not open and number_id is null)),
    check (kind = 'emergency' or until > since))`,
  `create unique index site_overrides_current on site_overrides (site_id, kind, number_id) nulls not distinct
    where lifted_at is null`,

  `create table hunt_members (
    id uuid primary key,
    operator_id uuid not null,
    site_id uuid not null,
    organization_id uuid not null,
    main_number_id uuid not null references numbers on delete cascade,
    member_number_id uuid references numbers on delete cascade,
    external_e164 text,
    name text not null default '',
    position int not null,
    unique (main_number_id, member_number_id),
    check ((member_number_id is null) <> (external_e164 is null)))`,
  'create index hunt_members_member on hunt_members (member_number_id)',

  `create table devices (
    id uuid primary key,
    operator_id uuid not null,
    site_id uuid not null,
    organization_id uuid not null,
    number_id uuid not null references numbers on delete cascade,
    name text not null,
    username text not null constraint devices_username_key unique,
    realm text not null,
    ha1_md5 text not null,
    ha1_sha256 text not null,
    version int not null default 1,
    created_at bigint not null)`,
  'create index devices_number on devices (number_id)',
  'create index devices_organization on devices (organization_id, id)',

  // No index on expires_at: a renewal then stays within its page (heap-only update).
  `create table registrations (
    device_id uuid not null references devices on delete cascade,
    contact text not null,
    operator_id uuid not null,
    site_id uuid not null,
    call_id text not null,
    cseq bigint not null,
    q real not null,
    path jsonb not null,
    flow jsonb not null,
    user_agent text,
    params text not null,
    instance text,
    reg_id integer,
    engine_id text,
    expires_at bigint not null,
    updated_at bigint not null,
    primary key (device_id, contact)) with (fillfactor = 70)`,

  `create table trunks (
    id uuid primary key,
    operator_id uuid references organizations,
    name text not null constraint trunks_name_key unique,
    enabled boolean not null,
    source_addresses jsonb not null,
    digest_username text,
    digest_realm text,
    ha1_md5 text,
    ha1_sha256 text,
    host text,
    port int,
    transport text not null check (transport in ('UDP', 'TCP')),
    country_calling_code text not null,
    identity_profile text not null,
    called_number_sources jsonb not null,
    version int not null default 1,
    created_at bigint not null)`,

  `create table mailboxes (
    id uuid primary key,
    number_id uuid not null references numbers on delete cascade,
    operator_id uuid not null,
    site_id uuid not null,
    organization_id uuid not null,
    default_pin bytea not null,
    language text,
    greeting_path text,
    retired_at bigint,
    version int not null default 1,
    created_at bigint not null)`,
  'create unique index mailboxes_number on mailboxes (number_id) where retired_at is null',

  `create table messages (
    id uuid primary key,
    mailbox_id uuid not null references mailboxes on delete cascade,
    number_id uuid not null,
    operator_id uuid not null,
    site_id uuid not null,
    organization_id uuid not null,
    call_id text not null,
    caller_number text,
    caller_name text,
    state text not null check (state in ('recording', 'new', 'saved', 'deleted')),
    cut_short boolean not null,
    path text not null,
    started_at bigint not null,
    seconds real not null)`,
  'create index messages_mailbox on messages (mailbox_id, id)',
  'create index messages_organization on messages (organization_id, id)',
  `create index messages_recording on messages (id) where state = 'recording'`,

  // C13. Identifiers without references: a record outlives what it names.
  `create table call_records (
    call_id text primary key,
    operator_id uuid,
    site_id uuid,
    organization_id uuid,
    number_id uuid,
    trunk_id uuid,
    sip_call_id text not null,
    caller_number text,
    caller_name text,
    called_number text not null,
    started_at bigint not null,
    answered_at bigint,
    ended_at bigint not null,
    result text not null,
    reason text not null,
    answered_by text,
    settings_version int,
    path jsonb not null,
    legs jsonb not null,
    codecs jsonb,
    media_stats jsonb)`,
  'create index call_records_time on call_records (started_at, call_id)',
  'create index call_records_site on call_records (site_id, started_at)',
  'create index call_records_organization on call_records (organization_id, started_at)',

  'create table settings (key text primary key, value jsonb not null)',
]

const changeFeed = [
  'create sequence plan_change_seq',
  `create table plan_changes (
    kind text not null,
    id uuid not null,
    seq bigint not null default nextval('plan_change_seq'),
    site_id uuid,
    numbers jsonb,
    changed_at bigint not null,
    constraint plan_changes_key unique nulls not distinct (kind, id, site_id))`,
  'create index plan_changes_seq on plan_changes (seq)',

  // A payload has 8,000 bytes at most: with more than 100 numbers the whole site is named instead.
  `create function announce_plan_change(of_kind text, of_id uuid, of_site uuid, of_numbers text[]) returns void
    language plpgsql as $$
    declare
      touched jsonb := case when cardinality(of_numbers) <= 100 then to_jsonb(of_numbers) end;
      new_seq bigint := nextval('plan_change_seq');
    begin
      insert into plan_changes (kind, id, seq, site_id, numbers, changed_at)
        values (of_kind, of_id, new_seq, of_site, touched, extract(epoch from clock_timestamp()) * 1000)
        on conflict on constraint plan_changes_key
        do update set seq = excluded.seq, numbers = excluded.numbers, changed_at = excluded.changed_at;
      perform pg_notify('plan_changed', jsonb_build_object(
        'kind', of_kind, 'id', of_id, 'seq', new_seq, 'siteId', of_site, 'numbers', touched)::text);
    end $$`,
]

/** Announces the changes of a table; `touched` reads the rows of `changed` and gives id, site_id and numbers. */
function announce(table: string, kind: string, touched: string): string[] {
  const trigger = (event: string, rows: string) =>
    `create trigger announce_${event} after ${event} on ${table} referencing ${rows} table as changed
      for each statement execute function announce_${table}()`
  return [
    // Many rows at once (an import) are announced by site.
    `create function announce_${table}() returns trigger language plpgsql as $$
    begin
      if (select count(*) from changed) > 64 then
        perform announce_plan_change('${kind}', coalesce(t.site_id, t.id), t.site_id, null)
          from (select site_id, min(id::text)::uuid as id from (${touched}) every group by site_id) t;
      else
        perform announce_plan_change('${kind}', t.id, t.site_id, t.numbers) from (${touched}) t;
      end if;
      return null;
    end $$`,
    trigger('insert', 'new'),
    trigger('update', 'new'),
    trigger('delete', 'old'),
  ]
}

const groupsOf = (number: string) =>
  `array(select m.e164 from hunt_members h join numbers m on m.id = h.main_number_id where h.member_number_id = ${number})`

const triggers = [
  ...announce(
    'numbers',
    'number',
    `select c.id, c.site_id, array[c.e164] || ${groupsOf('c.id')} as numbers from changed c`,
  ),
  ...announce(
    'call_settings',
    'call-settings',
    'select n.id, n.site_id, array[n.e164] as numbers from changed c join numbers n on n.id = c.number_id',
  ),
  ...announce(
    'hunt_members',
    'hunt-member',
    `select n.id, n.site_id, array[n.e164] as numbers from numbers n
      where n.id in (select main_number_id from changed)`,
  ),
  ...announce(
    'devices',
    'device',
    `select c.id, c.site_id, array[n.e164] || ${groupsOf('n.id')} as numbers
      from changed c join numbers n on n.id = c.number_id`,
  ),
  ...announce(
    'mailboxes',
    'mailbox',
    'select n.id, n.site_id, array[n.e164] as numbers from changed c join numbers n on n.id = c.number_id',
  ),
  ...announce('sites', 'site', 'select c.id, c.id as site_id, null::text[] as numbers from changed c'),
  ...announce(
    'site_events',
    'site-event',
    `select c.id, s.site_id, null::text[] as numbers from changed c join site_event_sites s on s.event_id = c.id`,
  ),
  ...announce(
    'site_event_sites',
    'site-event',
    'select c.event_id as id, c.site_id, null::text[] as numbers from changed c',
  ),
  ...announce(
    'site_overrides',
    'site-override',
    `select c.id, c.site_id, case when n.id is not null then array[n.e164] end as numbers
      from changed c left join numbers n on n.id = c.number_id`,
  ),
  ...announce(
    'trunks',
    'trunk',
    'select c.id, null::uuid as site_id, null::text[] as numbers from changed c',
  ),
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...changeFeed, ...triggers]) await sql.raw(statement).execute(db)
}
