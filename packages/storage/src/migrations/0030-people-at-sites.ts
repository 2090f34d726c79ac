/**
 * Who sees some sites of an operator sees the people of the companies there, and no others: as it sees those companies
 * themselves. A company that is located nowhere yet belongs to all of the operator.
 * Rolling upgrade: safe.
 */
import { type Kysely, sql } from 'kysely'
import { atOwnSomeSite, scope } from './row-security.ts'

const people = `operator_id = ${scope.operator} and ${atOwnSomeSite('sites_of_organization(organization_id)')}`

const using = (policy: string, table: string) => `alter policy ${policy} on ${table} using (${people})`

const statements = ['memberships', 'invitations'].flatMap((table) => [
  using('operator_select', table),
  using('operator_delete', table),
  `alter policy operator_insert on ${table} with check (${people})`,
  `alter policy operator_update on ${table} using (${people}) with check (${people})`,
])

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...statements, using('reception_select', 'memberships')])
    await sql.raw(statement).execute(db)
}
