/**
 * A site whose zone is changed has other days: all that its calls were counted by is counted anew, by the days that it has now.
 * Rolling upgrade: safe, servers of before count what is due as the new ones do.
 */
import { type Kysely, sql } from 'kysely'

const statements = [
  // No zone is more than a day and a bit from another, so that no call goes further than to the day after the next one.
  `create function site_days_changed() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      insert into call_days_changed (site_id, day)
        select distinct new.id, to_char(counted.day::date + shift, 'YYYY-MM-DD')
        from (
          select day from call_days where site_id = new.id
          union select day from calls_to_count where site_id = new.id
        ) counted cross join generate_series(-2, 2) shift
        order by 2
      on conflict (site_id, day) do update set touched = call_days_changed.touched + 1;
      delete from calls_to_count where site_id = new.id;
      return null;
    end $$`,
  `create trigger site_days_changed after update of time_zone on sites
    for each row when (old.time_zone is distinct from new.time_zone) execute function site_days_changed()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
