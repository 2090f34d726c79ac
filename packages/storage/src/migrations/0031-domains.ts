/**
 * A SIP domain is one operator's: usernames and realms of its devices say whose they are. An operator may share one among
 * its own sites. Those that two share already keep it.
 * Rolling upgrade: safe.
 */
import { type Kysely, sql } from 'kysely'

const statements = [
  'create index sites_domain on sites (domain)',
  // Policies hide the sites of others from who asks; the lock lets two operators ask one after the other.
  `create function guard_site_domain() returns trigger language plpgsql
    security definer set search_path = public, pg_temp as $$
    begin
      perform pg_advisory_xact_lock(hashtextextended('domain/' || new.domain, 0));
      if exists (select from sites where domain = new.domain and operator_id <> new.operator_id) then
        raise unique_violation using
          message = format('a site of another operator has the domain %s', new.domain),
          constraint = 'sites_domain_of_operator';
      end if;
      return new;
    end $$`,
  `create trigger guard_new_site_domain before insert on sites for each row execute function guard_site_domain()`,
  `create trigger guard_site_domain before update of domain on sites for each row
    when (old.domain <> new.domain) execute function guard_site_domain()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
