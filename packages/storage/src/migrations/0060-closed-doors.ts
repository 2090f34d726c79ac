/**
 * What viewers of the API write stays within their tenant, whatever statement they might send; which jobs and letters they may
 * have made is a list. An administrator who makes a link to a new password of somebody is in the audit (N11). Files that wait to
 * be imported are sealed.
 * Rolling upgrade: safe, servers of before write nothing that is refused from now on; an import that one of them takes up
 * while its file is sealed is left to the new ones, within a minute.
 */
import { type Kysely, sql } from 'kysely'
import { namesOwnOnly, namingColumns, viewerRoles } from './row-security.ts'

const { provider, user, ...lettersOf } = viewerRoles
const viewers = Object.values(viewerRoles)
const listed = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ')

/** Jobs that follow changes which the API makes as its viewers. Those of triggers are added by the owner's rights. */
const jobsOfViewers = ['run-import', 'deliver-webhook']

const jobs = [
  // The key begins with the name, so that no viewer takes the place of a job of another kind.
  `create function add_job_of_viewer(name text, payload json, key text, run_at bigint, attempts int) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      if name not in (${listed(jobsOfViewers)}) or not starts_with(coalesce(key, name || ' '), name || ' ') then
        raise insufficient_privilege using message = 'no job of the API: ' || name;
      end if;
      perform graphile_worker.add_job(name, payload, run_at => to_timestamp(run_at / 1000.0),
        max_attempts => attempts, job_key => key);
    end $$`,
  'revoke execute on function add_job_of_viewer(text, json, text, bigint, int) from public',
  `grant execute on function add_job_of_viewer(text, json, text, bigint, int) to ${viewers.join(', ')}`,
  // By the rights of who calls: a viewer, or the owner, whom triggers act as too.
  `create or replace function add_job(name text, payload json, key text, run_at bigint, attempts int) returns void
    language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
    begin
      if current_user in (${listed(viewers)}) then
        perform public.add_job_of_viewer(name, payload, key, run_at, attempts);
      else
        perform graphile_worker.add_job(name, payload, run_at => to_timestamp(run_at / 1000.0),
          max_attempts => attempts, job_key => key);
      end if;
    end $$`,
]

/** Administrators invite and receptions take messages; a person has no letter sent. */
const letters = [
  'revoke execute on function queue_letter(uuid, text, text, bytea, bigint) from public',
  `grant execute on function queue_letter(uuid, text, text, bytea, bigint) to ${[provider, ...Object.values(lettersOf)].join(', ')}`,
]

const columns = [
  'alter table memberships add column password_link_at bigint',
  'alter table imports add column sealed_file bytea',
]

const statements = [...columns, ...jobs, ...letters]

/** The tables that tenants write and that name rows of others, with the columns that do. */
async function namingTables(db: Kysely<unknown>): Promise<{ table: string; columns: string[] }[]> {
  const tenants = viewers.filter((role) => role !== provider)
  const { rows } = await sql<{ table: string; columns: string[] }>`
    select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped and a.attnum > 0
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
      and exists (select from unnest(${tenants}::text[]) role where has_table_privilege(role, c.oid, 'insert, update'))
    group by c.relname having array_agg(a.attname::text) && ${namingColumns}::text[]
    order by 1`.execute(db)
  return rows
}

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
  for (const { table, columns } of await namingTables(db))
    for (const statement of namesOwnOnly(table, columns)) await sql.raw(statement).execute(db)
}
