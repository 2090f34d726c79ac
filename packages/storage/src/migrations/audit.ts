/**
 * The audit (N11): what was changed, by whom and in what role, with the values before and after. Written by triggers,
 * so that nothing escapes it; a statement writes all of its rows at once, so that bulk stays quick.
 */
import { protect } from './row-security.ts'

/** Values of these columns are never kept: only that they changed. */
const secretColumns = '(^|_)(ha1|pin|password|secret|hash|token|key)(_|$)'

/** The table, and what its triggers have in common. */
export const auditLog: string[] = [
  `create table audit_log (
    id bigint generated always as identity primary key,
    at bigint not null,
    actor text not null,
    role text,
    action text not null check (action in ('created', 'changed', 'removed')),
    kind text not null,
    object_id text not null,
    name text,
    operator_id uuid,
    site_id uuid,
    organization_id uuid,
    number_id uuid,
    before jsonb,
    after jsonb)`,
  'create index audit_log_object on audit_log (object_id, id)',
  'create index audit_log_number on audit_log (number_id, id) where number_id is not null',
  'create index audit_log_organization on audit_log (organization_id, id) where organization_id is not null',
  'create index audit_log_site on audit_log (site_id, id) where site_id is not null',
  'create index audit_log_operator on audit_log (operator_id, id) where operator_id is not null',
  ...protect('audit_log', { readOnly: true, viewers: { reception: null } }),

  `create function audit_actor() returns text language sql stable
    as $$ select coalesce(nullif(current_setting('mainline.actor', true), ''), 'Mainline') $$`,
  `create function audit_role() returns text language sql stable
    as $$ select nullif(current_setting('mainline.role', true), '') $$`,
  // A secret is seen as there and as changed, never read.
  `create function audit_values(of_row jsonb, fields text[]) returns jsonb language sql immutable as $$
    select jsonb_object_agg(key, case when key ~ '${secretColumns}' and value <> 'null' then '"•••"' else value end)
      from jsonb_each(of_row) where key = any(fields) $$`,
]

/** What is audited of a table: the columns that say what a row is and whose. */
export interface Audited {
  /** What the API calls a row. */
  readonly kind: string
  /** Column of the thing that a row is, or is part of; `id` when left out. */
  readonly object?: string
  /** What it is called by. */
  readonly name?: string
  readonly operator?: string | null
  readonly site?: string | null
  readonly organization?: string | null
  readonly number?: string
  /** Columns whose change is none. */
  readonly uncounted?: readonly string[]
  /** None of its columns is a secret: rows that come by the thousand are kept without a look at each. */
  readonly open?: boolean
  /** Rows come and go, and what they say never changes. */
  readonly fixed?: boolean
  /** SQL: a change that is none, of the row `a` as it is and of the columns `c.fields` that differ. */
  readonly unless?: string
}

/** The statements that put the changes of a table into the audit. */
export function audited(table: string, what: Audited): string[] {
  const uncounted = uncountedOf(what)
  const whole = (row: string) => `jsonb_strip_nulls(to_jsonb(${row}) - ${uncounted})`
  const values = (row: string) =>
    what.open ? whole(row) : `audit_values(${whole(row)}, array(select jsonb_object_keys(${whole(row)})))`
  const created = `select ${facts('created', what, 'a')}, null, ${values('a')} from after_rows a`
  const removed = `select ${facts('removed', what, 'b')}, ${values('b')}, null from before_rows b`
  return [
    ...auditedAfter(table, 'insert', 'new table as after_rows', created),
    ...auditedAfter(table, 'delete', 'old table as before_rows', removed),
    ...(what.fixed ? [] : changesAudited(table, what)),
  ]
}

/** For a table that is audited already: what counts as a change of it is said anew. */
export const changesAuditedAnew = (table: string, what: Audited): string[] =>
  changesAudited(table, what)
    .slice(0, 1)
    .map((statement) => statement.replace(/^create function/, 'create or replace function'))

/** The same for rows that come and go, too. */
export const auditedAnew = (table: string, what: Audited): string[] =>
  audited(table, what)
    .filter((statement) => statement.startsWith('create function'))
    .map((statement) => statement.replace(/^create function/, 'create or replace function'))

function changesAudited(table: string, what: Audited): string[] {
  const uncounted = uncountedOf(what)
  const changed = `select ${facts('changed', what, 'a', 'b')}, audit_values(j.o, c.fields), audit_values(j.n, c.fields)
    from before_rows b join after_rows a on a.${what.object ?? 'id'} = b.${what.object ?? 'id'}
    cross join lateral (select to_jsonb(b) - ${uncounted} as o, to_jsonb(a) - ${uncounted} as n) j
    cross join lateral (select array(
      select key from jsonb_each(j.o) where value is distinct from j.n -> key) as fields) c
    where c.fields <> '{}'${what.unless ? ` and not (${what.unless})` : ''}`
  return auditedAfter(table, 'update', 'old table as before_rows new table as after_rows', changed)
}

const uncountedOf = ({ uncounted = [] }: Audited): string => `'{${['version', ...uncounted].join()}}'::text[]`

/** @param before where a change may have taken away whose the row was */
function facts(action: string, what: Audited, row: string, before?: string): string {
  const { kind, object = 'id', name, number } = what
  const { operator = 'operator_id', site = 'site_id', organization = 'organization_id' } = what
  const column = (named: string | null | undefined) => (named ? `${row}.${named}` : 'null::uuid')
  const kept = (named: string | null) =>
    named && before ? `coalesce(${row}.${named}, ${before}.${named})` : column(named)
  return [
    '(extract(epoch from clock_timestamp()) * 1000)::bigint',
    'audit_actor()',
    'audit_role()',
    `'${action}'`,
    `'${kind}'`,
    `${row}.${object}::text`,
    name ? `${row}.${name}` : 'null',
    kept(operator),
    kept(site),
    kept(organization),
    column(number),
  ].join(', ')
}

function auditedAfter(table: string, event: string, rows: string, select: string): string[] {
  return [
    `create function audit_${table}_${event}() returns trigger language plpgsql security definer
      set search_path = public, pg_temp as $$
      begin
        insert into audit_log (at, actor, role, action, kind, object_id, name,
          operator_id, site_id, organization_id, number_id, before, after) ${select};
        return null;
      end $$`,
    `create trigger audit_${event} after ${event} on ${table} referencing ${rows}
      for each statement execute function audit_${table}_${event}()`,
  ]
}
