/**
 * The voice portal of a site (C10): its dial-in number and its extension. Neither can be that of a phone. Adds only;
 * servers of the version before may run on.
 */
import { type Kysely, sql } from 'kysely'

const columns = [
  'alter table sites add column portal_number text, add column portal_extension text',
  `alter table sites add constraint sites_portal_extension check (
    portal_extension is null or portal_extension::int not between extension_first and extension_last)`,
  'create unique index sites_portal_number on sites (portal_number)',
]

/** N1: a number is one thing on the platform. The later of the two is refused. */
const guards = [
  `create function guard_portal_number() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if exists (select from numbers where e164 = new.portal_number) then
        raise unique_violation using constraint = 'portal_number_in_stock', message = 'the number is in the stock';
      end if;
      return null;
    end $$`,
  `create trigger guard_portal_number after insert or update of portal_number on sites
    for each row when (new.portal_number is not null) execute function guard_portal_number()`,
  `create function guard_portals_of_stock() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if exists (select from sites s join added n on n.e164 = s.portal_number) then
        raise unique_violation using constraint = 'portal_number_in_stock', message = 'the number is a voice portal';
      end if;
      return null;
    end $$`,
  `create trigger guard_portals after insert on numbers referencing new table as added
    for each statement execute function guard_portals_of_stock()`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...columns, ...guards]) await sql.raw(statement).execute(db)
}
