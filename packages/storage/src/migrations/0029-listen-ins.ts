/**
 * Who listened to which call of a reception (supervision, N11), and the phone of a page that only listens. Rolling upgrades go
 * on: what is new is left alone by what is old.
 */
import { type Kysely, sql } from 'kysely'
import { audited } from './audit.ts'
import { atOwnSites, protect, scope } from './row-security.ts'

const tables = [
  `create table listen_ins (
    id uuid primary key,
    operator_id uuid not null references organizations,
    site_id uuid not null references sites,
    organization_id uuid references organizations on delete cascade,
    number_id uuid references numbers on delete cascade,
    call_id text not null,
    seat_name text not null,
    listener text not null,
    at bigint not null)`,
  'create index listen_ins_site on listen_ins (site_id, id)',
  'alter table devices add column listens boolean not null default false',
  'drop index devices_seat',
  'create unique index devices_seat on devices (session_id, site_id, listens) where number_id is null',
]

/** Receptionists read at the desk who listens; the organization finds it in its history. */
const ofOrganization = `organization_id = ${scope.organization} and ${atOwnSites('site_id')}`
const viewers = { reception: null, occupier: { read: ofOrganization } }

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    ...tables,
    ...protect('listen_ins', { viewers }),
    ...audited('listen_ins', { kind: 'listen-in', name: 'seat_name', number: 'number_id', fixed: true }),
  ])
    await sql.raw(statement).execute(db)
}
