/**
 * A main number is no member of a hunt group, neither as a number of the organization nor as an outside one (M1, M10):
 * calls would leave by the trunk and come back. The database sees also those that the tenant does not.
 * Rolling upgrade: safe, members that are there stay until their group is changed; they ring no more.
 */
import { type Kysely, sql } from 'kysely'

const guard = [
  `create function guard_hunt_member() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      main text;
    begin
      select e164 into main from numbers
        where kind = 'main' and (id = new.member_number_id or e164 = new.external_e164);
      if main is not null then
        raise check_violation using constraint = 'member-main',
          message = format('%s is a main number and rings no phone.', main);
      end if;
      return new;
    end $$`,
  `create trigger guard_member before insert or update of member_number_id, external_e164 on hunt_members
    for each row execute function guard_hunt_member()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of guard) await sql.raw(statement).execute(db)
}
