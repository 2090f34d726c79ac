/**
 * An operator has one occupier of a name, however it is capitalised: people at reception say it, and a decommission is
 * confirmed by it (C7, N7). Who has left keeps its name and takes it from nobody. Of those that share one, the later get
 * a piece of their identifier behind it.
 * Rolling upgrade: safe.
 */
import { type Kysely, sql } from 'kysely'

const oneName = [
  `update organizations o
    set name = left(o.name, 110) || ' (' || right(o.id::text, 6) || ')', version = version + 1
    from (
      select id, row_number() over (partition by operator_id, folded(btrim(name)) order by id) as place
      from organizations where kind = 'occupier' and decommissioned_at is null) r
    where r.id = o.id and r.place > 1`,
  `create unique index organizations_one_name on organizations (operator_id, folded(btrim(name)))
    where kind = 'occupier' and decommissioned_at is null`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of oneName) await sql.raw(statement).execute(db)
}
