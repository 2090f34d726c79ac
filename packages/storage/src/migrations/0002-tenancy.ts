/**
 * Whose a row is and who may see it: people and their memberships, the database roles of the API, row-level
 * security on every table of a tenant. A number is assigned to a user instead of to a name.
 * The role of the connection must be able to create roles, or the roles must exist and be granted to it.
 */
import { type Kysely, sql } from 'kysely'
import { audited, auditLog } from './audit.ts'
import { atOwnSites, atOwnSomeSite, protect, scope, viewerRoles } from './row-security.ts'

const people = [
  `create table users (
    id uuid primary key,
    email text not null,
    name text not null,
    created_at bigint not null)`,
  'create unique index users_email_key on users (lower(email))',
  `create table memberships (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    role text not null check (role in
      ('provider-admin', 'operator-admin', 'operator-user', 'receptionist', 'occupier-admin', 'occupier-user')),
    operator_id uuid references organizations,
    organization_id uuid references organizations,
    site_ids jsonb check (jsonb_typeof(site_ids) = 'array'),
    created_at bigint not null,
    check ((role = 'provider-admin') = (operator_id is null)),
    check ((role in ('occupier-admin', 'occupier-user')) = (organization_id is not null)))`,
  'create index memberships_user on memberships (user_id)',
  'create index memberships_operator on memberships (operator_id)',
  'create index memberships_organization on memberships (organization_id)',

  // N4
  'alter table numbers drop column assigned_to',
  'alter table numbers add column assigned_to uuid constraint numbers_assigned_user references users',
  // What the user is called, beside the number: whoever sees the number sees it, in lists too.
  'alter table numbers add column assigned_name text',
  `create function name_assigned_user() returns trigger language plpgsql security definer
    set search_path = public, pg_temp as $$
    begin
      new.assigned_name := (select name from users where id = new.assigned_to);
      return new;
    end $$`,
  `create trigger name_assigned_user before insert or update of assigned_to on numbers for each row
    when (new.assigned_to is not null or new.assigned_name is not null) execute function name_assigned_user()`,
  `create function rename_assigned_user() returns trigger language plpgsql security definer
    set search_path = public, pg_temp as $$
    begin
      update numbers set assigned_name = new.name where assigned_to = new.id;
      return null;
    end $$`,
  `create trigger rename_assigned_user after update of name on users for each row
    when (old.name <> new.name) execute function rename_assigned_user()`,
  'create index numbers_assigned on numbers (assigned_to) where assigned_to is not null',
]

const tokens = [
  `create table api_tokens (
    id uuid primary key,
    name text not null,
    role text not null,
    operator_id uuid references organizations,
    organization_id uuid references organizations,
    site_ids jsonb check (jsonb_typeof(site_ids) = 'array'),
    token_hash text not null unique,
    created_by text not null,
    created_at bigint not null,
    expires_at bigint,
    last_used_at bigint,
    check ((role = 'provider-admin') = (operator_id is null)),
    check ((role = 'occupier-admin') = (organization_id is not null)))`,
  'create index api_tokens_operator on api_tokens (operator_id)',
]

/** Roles are shared by the databases of a cluster, and another of them may be making the same ones just now. */
const roles = Object.values(viewerRoles).map(
  (role) => `
    do $$ begin
      if not exists (select from pg_roles where rolname = '${role}') then
        begin
          create role ${role} nologin;
        exception when duplicate_object or unique_violation then
          null;
        end;
      end if;
      if not pg_has_role(current_user, '${role}',
          case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end) then
        begin
          execute format('grant ${role} to %I', current_user);
        exception when insufficient_privilege then
          raise exception 'the database user % may not act as ${role}', current_user
            using hint = format('As a superuser: grant ${role} to %I;', current_user);
        end;
      end if;
    end $$`,
)

/** The settings of a connection, empty when not set. */
const setting = (name: string) => `nullif(current_setting('mainline.${name}', true), '')`

/** `security definer`: policies ask for rows that the viewer does not see itself. */
const definer = 'stable security definer set search_path = public, pg_temp'

const scopeFunctions = [
  `create function scope_operator() returns uuid language sql stable as $$ select ${setting('operator_id')}::uuid $$`,
  `create function scope_organization() returns uuid language sql stable
    as $$ select ${setting('organization_id')}::uuid $$`,
  `create function scope_user() returns uuid language sql stable as $$ select ${setting('user_id')}::uuid $$`,
  `create function scope_sites() returns uuid[] language sql stable as $$ select ${setting('site_ids')}::uuid[] $$`,
  `create function scope_numbers() returns uuid[] language sql ${definer}
    as $$ select array(select id from numbers where assigned_to = scope_user()) $$`,
  `create function scope_occupancies() returns uuid[] language sql ${definer}
    as $$ select array(select site_id from occupancies where organization_id = scope_organization()) $$`,
  `create function sites_of_organization(of_id uuid) returns uuid[] language sql ${definer}
    as $$ select array_agg(site_id) from occupancies where organization_id = of_id $$`,
  `create function sites_of_event(of_id uuid) returns uuid[] language sql ${definer}
    as $$ select array_agg(site_id) from site_event_sites where event_id = of_id $$`,
]

/** The sites of an occupier, within those of its scope. */
const occupied = (site: string) => `${site} = any(${scope.occupancies}) and ${atOwnSites(site)}`

const ofOperator = `operator_id = ${scope.operator}`
const ofOrganization = `organization_id = ${scope.organization}`

/** An organization that is located nowhere yet belongs to all of its operator. */
const organizationOfOperator = `${ofOperator} and (id = operator_id or ${atOwnSomeSite('sites_of_organization(id)')})`
const ownOrganization = { read: `id = ${scope.organization}` }

/** An event of several sites is changed by those only to whom all of them belong. */
const eventOfOperator = `${ofOperator} and ${atOwnSomeSite('sites_of_event(id)')}`
const wholeEventOfOperator = `${ofOperator} and
  (${scope.sites} is null or coalesce(sites_of_event(id) <@ ${scope.sites}, true))`
const eventOfOccupier = `${ofOrganization} or (organization_id is null and number_id is null
  and sites_of_event(id) && ${scope.occupancies})`

const overrideOfOccupier = `${occupied('site_id')} and (number_id is null
  or exists (select from numbers n where n.id = number_id and n.${ofOrganization}))`

const ownDevice = 'exists (select from devices d where d.id = device_id)'

/** Voicemail is heard by the organization that it was left for, not by its landlord. */
const messageOfOperator = `organization_id = ${scope.operator} and ${atOwnSites('site_id')}`

/** Who sees some sites only sees the tokens of no more. */
const tokenOfOperator = `${ofOperator} and (${scope.sites} is null
  or ${scope.sites} @> array(select jsonb_array_elements_text(site_ids)::uuid))
  and (${scope.sites} is null or site_ids is not null)`

const policies = [
  ...protect('organizations', {
    viewers: {
      operator: { read: organizationOfOperator, write: organizationOfOperator },
      reception: { read: organizationOfOperator },
      occupier: ownOrganization,
      user: ownOrganization,
    },
  }),
  ...protect('sites', {
    site: 'id',
    viewers: { occupier: { read: occupied('id') }, user: { read: occupied('id') } },
  }),
  ...protect('occupancies', {
    viewers: { occupier: { read: ofOrganization }, user: { read: ofOrganization } },
  }),
  ...protect('numbers', {
    viewers: {
      user: { read: `assigned_to = ${scope.user} and ${ofOrganization}` },
    },
  }),
  ...protect('call_settings', { number: 'number_id' }),
  ...protect('call_settings_versions', { number: 'number_id' }),
  ...protect('site_events', {
    viewers: {
      operator: { read: eventOfOperator, write: wholeEventOfOperator },
      reception: { read: eventOfOperator },
      occupier: { read: eventOfOccupier },
      user: { read: eventOfOccupier },
    },
  }),
  ...protect('site_event_sites', {
    viewers: { occupier: { read: occupied('site_id') }, user: { read: occupied('site_id') } },
  }),
  ...protect('site_overrides', {
    viewers: { occupier: { read: overrideOfOccupier }, user: { read: overrideOfOccupier } },
  }),
  ...protect('hunt_members'),
  ...protect('devices', { number: 'number_id' }),
  ...protect('registrations', {
    viewers: { occupier: { read: ownDevice, write: ownDevice }, user: { read: ownDevice, write: ownDevice } },
  }),
  ...protect('trunks', { site: null, organization: null, viewers: { operator: null, reception: null } }),
  ...protect('mailboxes', { number: 'number_id' }),
  ...protect('messages', {
    number: 'number_id',
    viewers: {
      operator: { read: messageOfOperator, write: messageOfOperator },
      reception: { read: messageOfOperator, write: messageOfOperator },
    },
  }),
  ...protect('call_records', { number: 'number_id' }),
  ...protect('api_tokens', {
    site: null,
    viewers: {
      operator: { read: tokenOfOperator, write: tokenOfOperator },
      reception: null,
    },
  }),
  ...protect('users', {
    viewers: Object.fromEntries(
      (['operator', 'reception', 'occupier', 'user'] as const).map((viewer) => [
        viewer,
        { read: 'exists (select from memberships m where m.user_id = users.id)' },
      ]),
    ),
  }),
  ...protect('memberships', {
    site: null,
    viewers: {
      reception: { read: ofOperator },
      user: { read: `user_id = ${scope.user} and ${ofOrganization}` },
    },
  }),
]

/** N11. Messages and call records are what calls leave behind, not changes that somebody makes. */
const audits = [
  ...audited('organizations', { kind: 'organization', name: 'name', site: null, organization: 'id' }),
  ...audited('occupancies', { kind: 'location', object: 'organization_id', fixed: true }),
  ...audited('sites', { kind: 'site', name: 'name', site: 'id', organization: null }),
  ...audited('numbers', {
    kind: 'number',
    name: 'e164',
    number: 'id',
    uncounted: ['pending_since', 'extension_rank'],
  }),
  ...audited('call_settings', {
    kind: 'call-settings',
    object: 'number_id',
    number: 'number_id',
    uncounted: ['changed_at', 'changed_by'],
  }),
  ...audited('hunt_members', { kind: 'hunt-member', name: 'name', number: 'main_number_id' }),
  ...audited('devices', { kind: 'device', name: 'name', number: 'number_id' }),
  ...audited('mailboxes', { kind: 'mailbox', number: 'number_id' }),
  ...audited('site_events', { kind: 'event', name: 'name', site: null, number: 'number_id' }),
  ...audited('site_event_sites', { kind: 'event-site', object: 'event_id', organization: null, fixed: true }),
  ...audited('site_overrides', { kind: 'override', organization: null, number: 'number_id' }),
  ...audited('trunks', { kind: 'trunk', name: 'name', site: null, organization: null }),
  ...audited('memberships', { kind: 'membership', object: 'id', site: null }),
  ...audited('api_tokens', { kind: 'token', name: 'name', site: null, uncounted: ['last_used_at'] }),
]

/** What a change touches goes beyond what its author sees: the announcements look at all of it. */
const announcements = [
  'numbers',
  'call_settings',
  'hunt_members',
  'devices',
  'mailboxes',
  'sites',
  'site_events',
  'site_event_sites',
  'site_overrides',
  'trunks',
].map((table) => `alter function announce_${table}() security definer set search_path = public, pg_temp`)

export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    ...people,
    ...tokens,
    ...roles,
    ...scopeFunctions,
    ...policies,
    ...announcements,
    ...auditLog,
    ...audits,
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
