/** A change as the contract shows it (N11). */
import type { listAudit, MethodInput, MethodOutput, Role } from '@mainline/contract'
import type { AuditEntry, AuditFilter } from '@mainline/storage'
import { Refused } from '../../errors.ts'
import { toIso } from '../instant.ts'
import { spanOf } from '../time-span.ts'

export const presentAudit = (row: AuditEntry): MethodOutput<typeof listAudit>['items'][number] => ({
  ...row,
  id: String(row.id),
  at: toIso(row.at),
  role: row.role as Role | null,
  before: row.before && withFieldNames(row.before),
  after: row.after && withFieldNames(row.after),
})

/** Columns as the API calls its fields. */
const withFieldNames = (columns: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [
      name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  )

type Filter = Omit<MethodInput<typeof listAudit>['query'], 'limit' | 'after'>

/** The filter as storage takes it; refused when its time ends before it begins. */
export function auditFilter({ from, to, ...filter }: Filter): AuditFilter | Refused {
  const span = spanOf({ from, to })
  return span instanceof Refused ? span : { ...filter, ...span }
}
