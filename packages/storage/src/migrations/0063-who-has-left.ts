/**
 * What is over with whoever has left: alerts of webhooks that are deleted and of numbers that are another company's or nobody's (what
 * stands of such already is cleared), and the reach of tokens and invitations to a site that was left. And letters of all kinds go four
 * at a time, so that a mail server that is slow holds up nothing else. Rolling upgrade: safe.
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

/**
 * Whoever leaves a site takes it from tokens and open invitations of several sites: they would reach it when the organization is there
 * again. By the rights of the owner: an administrator of that site only does not see them.
 */
const narrowing = [
  `create function narrow_access() returns trigger ${definer} as $$
    declare
      gone jsonb := jsonb_build_array(old.site_id);
    begin
      update api_tokens set site_ids = site_ids - old.site_id::text
        where organization_id = old.organization_id and site_ids @> gone;
      update invitations set site_ids = site_ids - old.site_id::text, version = version + 1
        where organization_id = old.organization_id and site_ids @> gone and accepted_at is null and revoked_at is null;
      return null;
    end $$`,
  `create trigger narrow_access after delete on occupancies for each row execute function narrow_access()`,
]

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
  for (const statement of [...statements, letters, ...narrowing]) await sql.raw(statement).execute(db)
}
