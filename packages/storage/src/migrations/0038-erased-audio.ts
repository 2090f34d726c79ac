/** What audio is to go, also from servers that were away when it was decided (N7, C9). Rolling upgrades go on. */
import { type Kysely, sql } from 'kysely'

const statements = [
  'create table erased_audio (path text primary key, erased_at bigint not null default now_ms())',
  'create index erased_audio_at on erased_audio (erased_at)',
  // Whoever may delete a message may say that its audio goes.
  `create function note_erased_audio() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      insert into erased_audio (path) select path from gone on conflict do nothing;
      return null;
    end $$`,
  ...['messages', 'greetings'].map(
    (table) => `create trigger erase_audio after delete on ${table} referencing old table as gone
      for each statement execute function note_erased_audio()`,
  ),
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
