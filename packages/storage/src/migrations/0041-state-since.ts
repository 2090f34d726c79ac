/** Since when a number is in its state; null for those that came into it before this was kept. Rolling upgrades go on. */
import { type Kysely, sql } from 'kysely'
import { audited } from './audit.ts'

const now = '(extract(epoch from clock_timestamp()) * 1000)::bigint'

const statements = [
  'alter table numbers add column state_since bigint',
  `alter table numbers alter column state_since set default ${now}`,
  `create function note_state_since() returns trigger language plpgsql as $$
    begin
      new.state_since := ${now};
      return new;
    end $$`,
  `create trigger note_state_since before update of state on numbers for each row
    when (new.state is distinct from old.state) execute function note_state_since()`,
]

/** It follows from the state, which is audited. */
const audit = [
  ...['insert', 'update', 'delete'].map((event) => `drop function audit_numbers_${event} cascade`),
  ...audited('numbers', {
    kind: 'number',
    name: 'e164',
    number: 'id',
    open: true,
    uncounted: ['pending_since', 'extension_rank', 'search_text', 'state_since'],
  }),
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...statements, ...audit]) await sql.raw(statement).execute(db)
}
