/**
 * A site of 100,000 numbers stays quick: search by any run of characters, keyset pages in every order, counts that are
 * kept and not counted. And the imports that fill it.
 * Rolling upgrade: safe, it only adds; the indexes are built while numbers cannot be written.
 */
import { type Kysely, sql } from 'kysely'
import { atOwnSites, protect, scope } from './row-security.ts'

/**
 * Conditions that are not leakproof, LIKE among them, cannot use an index below row-level security. So the search is a
 * function of the owner that gives identifiers only; whoever calls it reads the rows under the policies as always.
 */
const search = (fold: string) => [
  'create extension if not exists pg_trgm',
  `create function folded(written text) returns text language sql immutable parallel safe
    return lower(written${fold})`,
  `create function number_search_text(e164 text, extension text, label text) returns text language sql immutable parallel safe
    return folded(e164 || ' ' || coalesce(extension, '') || ' ' || label)`,
  `create index numbers_search on numbers using gin (number_search_text(e164, extension, label) gin_trgm_ops)`,
  // Executed as text, so that the plan knows the patterns: a rare one goes by the index, a common one by the table.
  `create function find_numbers(patterns text[], organizations uuid[], in_operator uuid, in_site uuid, most int)
    returns setof uuid language plpgsql stable security definer set search_path = public, pg_temp as $$
    begin
      in_operator := coalesce(in_operator, scope_operator());
      return query execute 'select id from numbers
        where (number_search_text(e164, extension, label) like $1 or number_search_text(e164, extension, label) like $2
          or number_search_text(e164, extension, label) like $3 or number_search_text(e164, extension, label) like $4
          or organization_id = any($5))'
        || case when in_operator is null then '' else ' and operator_id = $6' end
        || case when in_site is null then '' else ' and site_id = $7' end || ' limit $8'
        using patterns[1], patterns[2], patterns[3], patterns[4], organizations, in_operator, in_site, most;
    end $$`,
]

const orders = [
  `alter table numbers add column extension_rank int not null generated always as (
    case when extension ~ '^[0-9]{1,9}$' then extension::int else 2147483647 end) stored`,
  'create index numbers_operator on numbers (operator_id, e164)',
  'create index numbers_site_extension on numbers (site_id, extension_rank, e164)',
  'create index numbers_site_state on numbers (site_id, state, e164)',
  `create index numbers_site_main on numbers (site_id, e164) where kind = 'main'`,
  'create index numbers_site_assigned on numbers (site_id, e164) where assigned_to is not null',
]

/** Counts as sums of small steps: writers add a row and never wait for one another; one in many adds them up. */
const counts = [
  `create table number_counts (
    operator_id uuid not null,
    site_id uuid not null,
    organization_id uuid,
    kind text not null,
    state text not null,
    assigned boolean not null,
    count int not null)`,
  'create index number_counts_site on number_counts (site_id)',
  'create index number_counts_operator on number_counts (operator_id)',
  'create index number_counts_organization on number_counts (organization_id) where organization_id is not null',

  `create function add_up_number_counts(of_site uuid) returns void language sql as $$
    with gone as (
      delete from number_counts where ctid = any(array(
        select ctid from number_counts where site_id = of_site for update skip locked)) returning *)
    insert into number_counts
      select operator_id, site_id, organization_id, kind, state, assigned, sum(count) from gone
        group by 1, 2, 3, 4, 5, 6 having sum(count) <> 0 $$`,

  `create function count_numbers_of(steps number_counts[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
    declare changed_site uuid;
    begin
      insert into number_counts
        select s.operator_id, s.site_id, s.organization_id, s.kind, s.state, s.assigned, sum(s.count)
          from unnest(steps) s group by 1, 2, 3, 4, 5, 6 having sum(s.count) <> 0;
      if random() < 0.01 then
        for changed_site in select distinct site_id from unnest(steps) loop
          perform add_up_number_counts(changed_site);
        end loop;
      end if;
    end $$`,
  ...countedAfter('insert', 'referencing new table as after_rows', steps('after_rows', 1)),
  ...countedAfter('delete', 'referencing old table as before_rows', steps('before_rows', -1)),
  ...countedAfter(
    'update',
    'referencing old table as before_rows new table as after_rows',
    `${steps('before_rows', -1)} union all ${steps('after_rows', 1)}`,
  ),
  `insert into number_counts
    select operator_id, site_id, organization_id, kind, state, assigned_to is not null, count(*)
      from numbers group by 1, 2, 3, 4, 5, 6`,
]

function steps(rows: string, sign: 1 | -1): string {
  return `select row(operator_id, site_id, organization_id, kind, state, assigned_to is not null, ${sign} * count(*))::number_counts
    as step from ${rows} group by operator_id, site_id, organization_id, kind, state, assigned_to is not null`
}

function countedAfter(event: 'insert' | 'update' | 'delete', referencing: string, read: string): string[] {
  return [
    `create function count_numbers_${event}() returns trigger language plpgsql as $$
    begin
      perform count_numbers_of(array(select step from (${read}) every));
      return null;
    end $$`,
    `create trigger count_${event} after ${event} on numbers ${referencing}
      for each statement execute function count_numbers_${event}()`,
  ]
}

const imports = [
  `create table imports (
    id uuid primary key,
    operator_id uuid not null,
    site_id uuid not null,
    mode text not null check (mode in ('all-or-nothing', 'best-effort')),
    dry_run boolean not null,
    file_name text not null,
    file bytea,
    state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
    total int not null default 0,
    checked int not null default 0,
    imported int not null default 0,
    unchanged int not null default 0,
    failed int not null default 0,
    reason text,
    by_name text not null,
    created_at bigint not null,
    started_at bigint,
    seen_at bigint,
    ended_at bigint,
    foreign key (site_id, operator_id) references sites (id, operator_id))`,
  'create index imports_site on imports (site_id, id)',
  `create index imports_open on imports (seen_at) where state in ('waiting', 'running')`,
  `create table import_faults (
    import_id uuid not null references imports on delete cascade,
    operator_id uuid not null,
    site_id uuid not null,
    line int not null,
    position int not null,
    field text not null,
    value text not null,
    message text not null,
    primary key (import_id, line, position))`,
]

const ofOperator = { read: `operator_id = ${scope.operator} and ${atOwnSites('site_id')}` }
const ofOrganization = { read: `organization_id = ${scope.organization} and ${atOwnSites('site_id')}` }

/** Counts are written by triggers alone; who sees single numbers only counts those. Imports are the provider's. */
const policies = [
  ...protect('number_counts', {
    viewers: {
      provider: { read: 'true' },
      operator: ofOperator,
      reception: ofOperator,
      occupier: ofOrganization,
      user: null,
    },
  }),
  ...['imports', 'import_faults'].flatMap((table) =>
    protect(table, { organization: null, viewers: { operator: null, reception: null } }),
  ),
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    ...search(await foldingCollation(db)),
    ...orders,
    ...counts,
    ...imports,
    ...policies,
  ])
    await sql.raw(statement).execute(db)
}

/** Upper and lower case of every script where the server knows them (PostgreSQL 17), else by the database's locale. */
async function foldingCollation(db: Kysely<unknown>): Promise<string> {
  const known = await sql`select from pg_collation where collname = 'pg_c_utf8'`.execute(db)
  return known.rows.length > 0 ? ' collate pg_c_utf8' : ''
}
