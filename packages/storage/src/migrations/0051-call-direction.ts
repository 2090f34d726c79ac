/**
 * Calls are listed by their direction (C15): those that came in, or those that went out, which are few. Widens only; records wait
 * while the indexes are built.
 */
import { type Kysely, sql } from 'kysely'

const statements = [
  ...['operator', 'site', 'organization'].map(
    (owner) =>
      `create index call_records_out_${owner} on call_records (${owner}_id, started_at) where outgoing is not null`,
  ),

  // As it was, with the direction beside the other conditions.
  `create or replace function find_calls(digits text, filter jsonb, most int) returns setof text
    language plpgsql security definer set search_path = public, pg_temp
    set enable_seqscan = off set enable_indexscan = off set enable_bitmapscan = on set jit = off as $$
    declare conditions text; plan json;
    begin
      filter := jsonb_strip_nulls(jsonb_build_object('operator_id', scope_operator(), 'organization_id', scope_organization()) || filter);
      select coalesce(string_agg(format(' and %I = %L', key, value), ''), '') into conditions from jsonb_each_text(filter)
        where key in ('operator_id', 'site_id', 'organization_id', 'number_id', 'result');
      conditions := conditions
        || case when scope_sites() is null then '' else ' and site_id = any(scope_sites())' end
        || case when scope_organization() is null then '' else ' and organization_id = scope_organization()' end
        || case when current_setting('role') = 'mainline_user' then ' and number_id = any(scope_numbers())' else '' end
        || case when filter ? 'from' then format(' and started_at >= %L', filter ->> 'from') else '' end
        || case when filter ? 'to' then format(' and started_at < %L', filter ->> 'to') else '' end
        || case when filter ? 'before_at' then format(' and (started_at, call_id) < (%L, %L)', filter ->> 'before_at', filter ->> 'before_id')
             else '' end
        || case filter ->> 'direction' when 'out' then ' and outgoing is not null' when 'in' then ' and outgoing is null' else '' end;
      execute 'explain (format json) select from call_records where caller_number like $1' into plan using digits;
      -- What one in fifty has is met soon on the way back in time.
      if (plan -> 0 -> 'Plan' ->> 'Plan Rows')::float * 50 > (select reltuples from pg_class where oid = 'call_records'::regclass) then
        perform set_config('enable_indexscan', 'on', true), set_config('enable_bitmapscan', 'off', true);
      end if;
      return query execute 'select call_id from call_records where caller_number like $1' || conditions
        || ' order by started_at desc, call_id desc limit $2' using digits, most;
    end $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
