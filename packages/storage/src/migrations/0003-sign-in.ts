/**
 * Signing in: credentials, sessions, second factors, invitations, letters. Rolling upgrades: only adds.
 * What proves who somebody is belongs to no tenant, and no role of the API may read it.
 */
import { type Kysely, sql } from 'kysely'
import { audited } from './audit.ts'
import { protect } from './row-security.ts'

const signIn = [
  // Whoever became a user has shown that the address is its own, by the link of the invitation.
  `alter table users
    add email_verified boolean not null default true,
    add image text,
    add two_factor_enabled boolean not null default false,
    add updated_at bigint not null default 0`,
  `alter table memberships
    add version int not null default 1,
    add retired_at bigint`,
  // One role at one place; what a person may there is never two things.
  `create unique index memberships_one on memberships (user_id, operator_id, organization_id)
    nulls not distinct where retired_at is null`,

  `create table user_sessions (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    token text not null unique,
    membership_id uuid not null references memberships on delete cascade,
    expires_at bigint not null,
    ip_address text,
    user_agent text,
    created_at bigint not null,
    updated_at bigint not null)`,
  'create index user_sessions_user on user_sessions (user_id)',
  'create index user_sessions_membership on user_sessions (membership_id)',
  'create index user_sessions_expiry on user_sessions (expires_at)',

  `create table user_credentials (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    provider_id text not null,
    account_id text not null,
    password text check (password like '$argon2id$%'),
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at bigint,
    refresh_token_expires_at bigint,
    scope text,
    created_at bigint not null,
    updated_at bigint not null,
    unique (provider_id, account_id))`,
  'create index user_credentials_user on user_credentials (user_id)',

  `create table user_verifications (
    id uuid primary key,
    identifier text not null,
    value text not null,
    expires_at bigint not null,
    created_at bigint not null,
    updated_at bigint not null)`,
  'create index user_verifications_identifier on user_verifications (identifier)',
  'create index user_verifications_expiry on user_verifications (expires_at)',

  `create table user_two_factors (
    id uuid primary key,
    user_id uuid not null unique references users on delete cascade,
    secret text not null,
    backup_codes text not null,
    verified boolean not null default false,
    failed_verification_count int not null default 0,
    locked_until bigint)`,

  `create table spent_codes (
    user_id uuid not null references users on delete cascade,
    code text not null,
    expires_at bigint not null,
    primary key (user_id, code))`,

  `create table sign_in_attempts (
    key text primary key,
    failures int not null,
    last_at bigint not null,
    blocked_until bigint not null)`,
]

const invitations = [
  `create table invitations (
    id uuid primary key,
    operator_id uuid references organizations,
    organization_id uuid references organizations,
    role text not null check (role in
      ('provider-admin', 'operator-admin', 'operator-user', 'receptionist', 'occupier-admin', 'occupier-user')),
    site_ids jsonb check (jsonb_typeof(site_ids) = 'array'),
    email text not null,
    name text not null,
    token_hash bytea not null unique,
    invited_by text not null,
    letter_id uuid,
    expires_at bigint not null,
    accepted_at bigint,
    revoked_at bigint,
    version int not null default 1,
    created_at bigint not null,
    check ((role = 'provider-admin') = (operator_id is null)),
    check ((role in ('occupier-admin', 'occupier-user')) = (organization_id is not null)),
    check (accepted_at is null or revoked_at is null))`,
  'create index invitations_operator on invitations (operator_id, id)',
  'create index invitations_organization on invitations (organization_id, id) where organization_id is not null',
  // An address is invited once to one place.
  `create unique index invitations_open on invitations (lower(email), operator_id, organization_id)
    nulls not distinct where accepted_at is null and revoked_at is null`,
  ...protect('invitations', { site: null, viewers: { reception: null, user: null } }),
  ...audited('invitations', { kind: 'invitation', name: 'name', site: null, uncounted: ['letter_id'] }),
]

const letters = [
  `create table letters (
    id uuid primary key,
    recipient text not null,
    subject text not null,
    sealed bytea,
    state text not null check (state in ('queued', 'sent', 'failed')),
    attempts int not null default 0,
    last_error text,
    created_at bigint not null,
    settled_at bigint,
    check ((state = 'queued') = (settled_at is null)),
    check ((state = 'queued') = (sealed is not null)))`,
  'create index letters_queued on letters (created_at) where settled_at is null',
  // By the rights of their owner: whoever may make a change may have the letter about it sent, and read none.
  `create function queue_letter(id uuid, recipient text, subject text, sealed bytea, at bigint) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      insert into letters (id, recipient, subject, sealed, state, created_at)
        values (id, recipient, subject, sealed, 'queued', at);
      perform add_job('deliver-letter', json_build_object('letterId', id), null, null, null);
    end $$`,
  `create function letter_state(of_id uuid) returns text language sql stable security definer
    set search_path = public, pg_temp as $$ select state from letters where id = of_id $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...signIn, ...invitations, ...letters]) await sql.raw(statement).execute(db)
}
