/** Reading the audit (N11). */
import { type Page, type PageRequest, rowsToRead, toPage } from './page.ts'
import type { AuditEntry } from './schema/tenancy.ts'
import type { Db } from './schema.ts'

export interface AuditFilter extends PageRequest {
  operatorId?: string | undefined
  siteId?: string | undefined
  organizationId?: string | undefined
  /** The number itself and all that belongs to it. */
  numberId?: string | undefined
  objectId?: string | undefined
  kind?: string | undefined
  actor?: string | undefined
  /** At or after, ms since the epoch. */
  from?: number | undefined
  /** Before, ms since the epoch. */
  to?: number | undefined
}

/** Newest first. */
export async function listAudit(db: Db, filter: AuditFilter = {}): Promise<Page<AuditEntry>> {
  let query = db.selectFrom('auditLog').selectAll().orderBy('id', 'desc').limit(rowsToRead(filter))
  if (filter.after) query = query.where('id', '<', Number(filter.after))
  const { operatorId, siteId, organizationId, numberId, objectId, kind, actor } = filter
  const equal = { operatorId, siteId, organizationId, numberId, objectId, kind, actor }
  for (const [column, value] of Object.entries(equal)) {
    if (value !== undefined) query = query.where(column as keyof typeof equal, '=', value)
  }
  if (filter.from !== undefined) query = query.where('at', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('at', '<', filter.to)
  return toPage(await query.execute(), filter, (row) => String(row.id))
}
