/**
 * An alert is over with what it is about: a webhook that is deleted, by hand or with its company, and a number that is another company's,
 * or nobody's. What stands of such already is cleared. And letters of all kinds go four at a time, so that a mail server that is slow holds
 * up nothing else. Rolling upgrade: safe.
 */
import { type Kysely, sql } from 'kysely'

const definer = 'language plpgsql security definer set search_path = public, pg_temp'
const clear = 'update alerts set cleared_at = now_ms() where cleared_at is null'

/** In the queues of letters about messages, and before these: a person waits for a link. */
const letters = `create or replace function queue_letter(id uuid, recipient text, subject text, sealed bytea, at bigint) returns void
  ${definer} as $$
    begin
      insert into letters (id, recipient, subject, sealed, state, created_at)
        values (id, recipient, subject, sealed, 'queued', at);
      perform graphile_worker.add_job('deliver-letter', json_build_object('letterId', id),
        queue_name => 'mail-' || (hashtext(id::text) & 3), priority => -1);
    end $$`

const statements = [
  `create function webhook_is_gone() returns trigger ${definer} as $$
    begin
      ${clear} and kind = 'webhook-disabled' and subject = old.id::text;
      return null;
    end $$`,
  `create trigger webhook_is_gone after delete on webhooks for each row execute function webhook_is_gone()`,
  `${clear} and kind = 'webhook-disabled' and not exists (select from webhooks w where w.id::text = subject)`,
  // Calls for help stand until somebody has seen them, whoever has the number.
  `create function number_is_given_back() returns trigger ${definer} as $$
    begin
      ${clear} and kind in ('nothing-would-ring', 'activation-failed') and subject = old.id::text;
      return null;
    end $$`,
  `create trigger number_is_given_back after update of organization_id on numbers for each row
    when (old.organization_id is distinct from new.organization_id and old.organization_id is not null)
    execute function number_is_given_back()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...statements, letters]) await sql.raw(statement).execute(db)
}
