/** People hear again of an alert that has become another while it stands, as of an emergency call that reached nobody (C15). Adds only. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `create trigger alerts_changed_event after update on alerts for each row
    when (new.cleared_at is null and old.words is distinct from new.words) execute function alerts_event()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
