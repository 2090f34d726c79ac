/**
 * The search of numbers stays quick wherever in the stock its finds lie: the text that is searched is a column, the
 * index is used whatever the planner expects, and a page of many finds is read the way that is short at its worst.
 * Rolling upgrade: safe; numbers cannot be written while they are rewritten (some seconds for 100,000).
 */
import { type Kysely, sql } from 'kysely'
import { audited } from './audit.ts'

/**
 * A number as it is dialled within its country, 0 first: so "020 7946" is a run of digits like any other. Country
 * calling codes have one to three digits, and none begins with another (ITU-T E.164 §6.2.1 and the list of codes).
 */
const countryCode = [
  '1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]',
  '2[1-689][0-9]|3[578][0-9]|42[0-9]|5[09][0-9]|6[7-9][0-9]|8[035789][0-9]|9[679][0-9]',
].join('|')

const text = [
  `create function national_number(e164 text) returns text language sql immutable parallel safe
    return regexp_replace(e164, '^[+](${countryCode})', '0')`,
  'drop index numbers_search',
  `alter table numbers add column search_text text not null generated always as (
    folded(e164 || ' ' || national_number(e164) || ' ' || coalesce(extension, '') || ' ' || label)) stored`,
  'create index numbers_search on numbers using gin (search_text gin_trgm_ops)',
  // Derived from what is audited anyway.
  ...['insert', 'update', 'delete'].map((event) => `drop function audit_numbers_${event} cascade`),
  ...audited('numbers', {
    kind: 'number',
    name: 'e164',
    number: 'id',
    open: true,
    uncounted: ['pending_since', 'extension_rank', 'search_text'],
  }),
]

/** By the index of the search, and not by a walk through the table in hope of early finds. */
const byItsIndex = `language plpgsql security definer set search_path = public, pg_temp
  set enable_seqscan = off set enable_indexscan = off set enable_bitmapscan = on set jit = off`

const matching = `(search_text like $1 or search_text like $2 or search_text like $3 or search_text like $4
  or organization_id = any($5))`
const patternsAndOrganizations = 'using patterns[1], patterns[2], patterns[3], patterns[4], organizations'

/**
 * Whether all finds, by the index and sorted, are read sooner than the list in its order to its end: a row by the
 * index costs three of the list. Of the planner's statistics and of the counts that are kept; nothing is read.
 */
const isShorter = `create function is_shorter_by_index(patterns text[], organizations uuid[], filter jsonb) returns boolean
  language plpgsql as $$
  declare plan json; stock bigint;
  begin
    execute 'explain (format json) select from numbers where ${matching}' into plan ${patternsAndOrganizations};
    select sum(count) into stock from number_counts c where (filter ->> 'operator_id' is null or c.operator_id::text = filter ->> 'operator_id')
      and (filter ->> 'site_id' is null or c.site_id::text = filter ->> 'site_id');
    return (plan -> 0 -> 'Plan' ->> 'Plan Rows')::float * 4 < stock;
  end $$`

/** Nearly everything matches: then the list in its order is read until there are enough. */
const unlessShorter = (filter: string) => `
    if not is_shorter_by_index(patterns, organizations, ${filter}) then
      perform set_config('enable_indexscan', 'on', true), set_config('enable_bitmapscan', 'off', true);
    end if;`

const find = `create or replace function find_numbers(patterns text[], organizations uuid[], in_operator uuid, in_site uuid, most int)
  returns setof uuid ${byItsIndex} as $$
  begin
    in_operator := coalesce(in_operator, scope_operator());
    ${unlessShorter("jsonb_build_object('operator_id', in_operator, 'site_id', in_site)")}
    return query execute 'select id from numbers where ${matching}'
      || case when in_operator is null then '' else ' and operator_id = $6' end
      || case when in_site is null then '' else ' and site_id = $7' end || ' limit $8'
      ${patternsAndOrganizations}, in_operator, in_site, most;
  end $$`

/**
 * Identifiers of a page, in its order: of a search that finds many, none of them near. What the asker's scope does
 * not let through is left out; the rows are read under the policies as always.
 *
 * filter: operator_id, site_id, organization_id, kind, state, assigned; bound: the values of a cursor, or null.
 */
const page = `create function find_number_page(patterns text[], organizations uuid[], filter jsonb,
    in_order text, descending boolean, bound text[], most int)
  returns setof uuid ${byItsIndex} as $$
  declare
    lead text := case in_order when 'extension' then 'extension_rank' when 'state' then 'state' end;
    direction text := case when descending then ' desc' else '' end;
    side text := case when descending then '<' else '>' end;
    conditions text;
  begin
    filter := jsonb_strip_nulls(jsonb_build_object('operator_id', scope_operator()) || filter);
    select coalesce(string_agg(format(' and %I = %L', key, value), ''), '') into conditions from jsonb_each_text(filter)
      where key in ('operator_id', 'site_id', 'organization_id', 'kind', 'state');
    conditions := conditions
      || case (filter ->> 'assigned')::boolean when true then ' and assigned_to is not null'
           when false then ' and assigned_to is null' else '' end
      || case when scope_sites() is null then '' else ' and site_id = any(scope_sites())' end
      || case when scope_organization() is null then '' else ' and organization_id = scope_organization()' end
      || case when current_setting('role') = 'mainline_user' then ' and assigned_to = scope_user()' else '' end
      || case when bound is null then ''
           when lead is null then format(' and e164 %s %L', side, bound[1])
           else format(' and (%s, e164) %s (%L, %L)', lead, side, bound[1], bound[2]) end;
    ${unlessShorter('filter')}
    return query execute 'select id from numbers where ${matching}' || conditions
      || ' order by ' || coalesce(lead || direction || ', ', '') || 'e164' || direction || ' limit $6'
      ${patternsAndOrganizations}, most;
  end $$`

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...text, isShorter, find, page]) await sql.raw(statement).execute(db)
}
