/** Consoles and webhooks are told of dated changes as of other settings (product §6.5). Rolling upgrade: safe. */
import { type Kysely, sql } from 'kysely'

/** More rows of one statement than this are told as one event a site. */
const manyRows = 64

const statements = [
  // Whoever takes one back is not in the row that goes.
  `create function dated_changes_event() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if (select count(*) from touched) > ${manyRows} then
        perform announce_event(t.operator_id, t.site_id, null, null, 'settings.changed',
            jsonb_build_object('what', 'dated-changes', 'e164', null, 'version', null, 'changedBy', null))
          from (select distinct operator_id, site_id from touched) t;
      else
        perform announce_event(n.operator_id, n.site_id, n.organization_id, n.id, 'settings.changed',
            jsonb_build_object('what', 'dated-changes', 'e164', n.e164, 'version', null, 'changedBy',
              case when tg_op = 'DELETE' then null else t.changed_by end))
          from touched t join numbers n on n.id = t.number_id;
      end if;
      return null;
    end $$`,
  ...(
    [
      ['insert', 'new'],
      ['update', 'new'],
      ['delete', 'old'],
    ] as const
  ).map(
    ([event, rows]) => `create trigger dated_changes_event_${event} after ${event} on dated_changes
      referencing ${rows} table as touched for each statement execute function dated_changes_event()`,
  ),
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
