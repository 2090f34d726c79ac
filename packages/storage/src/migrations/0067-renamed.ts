/**
 * Whoever looks at a company that somebody renames sees what it is called now, and integrations hear of it. Rolling upgrades go on; the
 * pages of a server of before, which has no words for it, lose their stream when somebody renames one meanwhile, until they come to a new one.
 */
import { type Kysely, sql } from 'kysely'

const statements = [
  `create function organization_event() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform announce_event(new.operator_id, null, new.id, null, 'organization.changed',
        jsonb_build_object('name', new.name, 'was', old.name));
      return null;
    end $$`,
  `create trigger organization_event after update of name on organizations
    for each row when (old.name is distinct from new.name) execute function organization_event()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
