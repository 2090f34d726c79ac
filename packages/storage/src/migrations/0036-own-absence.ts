/** Whoever has a membership says by itself that it is away (C8): these columns, and no other. Rolling upgrades go on. */
import { type Kysely, sql } from 'kysely'
import { scope, viewerRoles } from './row-security.ts'

const own = `user_id = ${scope.user} and operator_id = ${scope.operator}
  and organization_id is not distinct from ${scope.organization}`

/** The others may write what is theirs anyway. */
const statements = (['reception', 'user'] as const).flatMap((viewer) => [
  `grant update (absence, absent_until, version) on memberships to ${viewerRoles[viewer]}`,
  `create policy ${viewer}_update on memberships for update to ${viewerRoles[viewer]} using (${own}) with check (${own})`,
])

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
