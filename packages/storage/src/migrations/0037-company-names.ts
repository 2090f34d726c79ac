/** A company that is renamed is another one to whoever calls it at once: the plans of its numbers bear the name (C9). Rolling upgrades go on. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `create function announce_company_name() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform announce_plan_change('organization', n.organization_id, n.site_id, array_agg(n.e164 order by n.e164))
        from numbers n where n.organization_id = new.id group by n.organization_id, n.site_id;
      return null;
    end $$`,
  `create trigger announce_name after update of name on organizations
    for each row when (old.name is distinct from new.name) execute function announce_company_name()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
