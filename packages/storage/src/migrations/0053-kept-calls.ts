/** Calls that outlive their engine, as long as they last (product §6.9). No viewer of the API sees them. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `create table kept_calls (
    call_id text primary key,
    engine_id uuid not null,
    operator_id uuid,
    sip_call_ids text[] not null,
    form integer not null,
    state jsonb not null,
    unheard_since bigint
  )`,
  'create index kept_calls_of_engine on kept_calls (engine_id)',
  'create index kept_calls_by_dialog on kept_calls using gin (sip_call_ids)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
