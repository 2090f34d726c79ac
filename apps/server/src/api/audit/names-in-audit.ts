/**
 * What the things are called whose identifiers stand in a page of the audit (N11): looked up for the whole page, a query
 * for each kind of thing, and only as far as whoever asks may see them.
 */
import type { AuditEntry, Db } from '@mainline/storage'
import { sql } from 'kysely'

const identifier = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Names by identifier; what is gone, or not seen, has none. */
export async function namesInAudit(
  db: Db,
  entries: readonly AuditEntry[],
): Promise<Readonly<Record<string, string>>> {
  const ids = [...identifiersIn(entries)]
  if (ids.length === 0) return {}
  const wanted = sql<boolean>`id = any(${ids}::uuid[])`
  // A carrier is the provider's alone, and its changes bear its name.
  const tables = ['organizations', 'sites', 'users', 'devices'] as const
  const [numbers, memberships, ...named] = await Promise.all([
    db.selectFrom('numbers').select(['id', 'e164 as name']).where(wanted).execute(),
    db
      .selectFrom('memberships')
      .innerJoin('users', 'users.id', 'memberships.userId')
      .select(['memberships.id', 'users.name'])
      .where(sql<boolean>`memberships.id = any(${ids}::uuid[])`)
      .execute(),
    ...tables.map((table) => db.selectFrom(table).select(['id', 'name']).where(wanted).execute()),
  ])
  return Object.fromEntries([numbers, memberships, ...named].flat().map(({ id, name }) => [id, name]))
}

function identifiersIn(entries: readonly AuditEntry[]): Set<string> {
  const found = new Set<string>()
  for (const { objectId, siteId, organizationId, numberId, before, after } of entries) {
    const values = [before, after].flatMap((of) => Object.values(of ?? {}))
    for (const value of [objectId, siteId, organizationId, numberId, ...values])
      if (typeof value === 'string' && identifier.test(value)) found.add(value)
  }
  return found
}
