/** The keys that a person works the desk with (design §5): of the person alone. Rolling upgrades go on. */
import { type Kysely, sql } from 'kysely'
import { protect, scope } from './row-security.ts'

const table = `create table desk_keys (
  user_id uuid primary key references users on delete cascade,
  keys jsonb not null,
  version int not null,
  changed_at bigint not null)`

const ofUser = `user_id = ${scope.user}`
const own = { read: ofUser, write: ofUser }
const viewers = { provider: own, operator: own, reception: own, occupier: null, user: null }

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [table, ...protect('desk_keys', { viewers })]) await sql.raw(statement).execute(db)
}
