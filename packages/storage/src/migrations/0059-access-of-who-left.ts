/**
 * Whose access ends with whom: tokens are of the membership that made them, and a device remembers who was shown its password. Another
 * password ends the registrations that the former one made; those of pages come and go with their session. Widens only.
 */
import { type Kysely, sql } from 'kysely'

const statements = [
  'alter table api_tokens add column membership_id uuid references memberships on delete cascade',
  'create index api_tokens_membership on api_tokens (membership_id) where membership_id is not null',
  // As far as a name tells: one person of that name, who could have made it.
  `update api_tokens t set membership_id = m.id from (
      select m.id, u.name, m.operator_id, m.organization_id, m.retired_at,
        count(*) over (partition by u.name) as of_that_name
      from memberships m join users u on u.id = m.user_id) m
    where m.of_that_name = 1 and m.name = t.created_by and m.retired_at is null
      and (m.operator_id is null or m.operator_id = t.operator_id)
      and (m.organization_id is null or m.organization_id = t.organization_id)`,
  'alter table devices add column shown_to uuid references memberships on delete set null',
  'create index devices_shown_to on devices (shown_to) where shown_to is not null',
  `create function devices_other_password() returns trigger language plpgsql security definer
    set search_path = public, pg_temp as $$
    begin
      delete from registrations where device_id = new.id;
      return null;
    end $$`,
  `create trigger devices_other_password after update on devices for each row
    when (old.ha1_sha256 is distinct from new.ha1_sha256 and new.session_id is null)
    execute function devices_other_password()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
