/**
 * Devices and members of hunt groups are imported too, by the operator of the site; numbers remain the provider's.
 * Rolling upgrade: safe, it only adds; a server of before takes any file that it finds waiting for one of numbers, so
 * begin with the new kinds when all are new.
 */
import { type Kysely, sql } from 'kysely'
import { atOwnSites, scope, viewerRoles } from './row-security.ts'

const { operator } = viewerRoles
const own = `operator_id = ${scope.operator} and ${atOwnSites('site_id')} and kind <> 'numbers'`

const statements = [
  `alter table imports
    add column kind text not null default 'numbers' check (kind in ('numbers', 'devices', 'hunt-members')),
    add column by_role text not null default 'provider-admin'
      check (by_role in ('provider-admin', 'operator-admin', 'operator-user'))`,
  `grant select, insert, update on imports to ${operator}`,
  `create policy operator_select on imports for select to ${operator} using (${own})`,
  `create policy operator_insert on imports for insert to ${operator} with check (${own})`,
  `create policy operator_update on imports for update to ${operator} using (${own}) with check (${own})`,
  `grant select on import_faults to ${operator}`,
  `create policy operator_select on import_faults for select to ${operator}
    using (operator_id = ${scope.operator} and exists (select from imports i where i.id = import_id))`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
