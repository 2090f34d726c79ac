/** Exports changes as CSV, newest first (N11). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { auditFilter } from './audit-entry.ts'

export const exportAudit = defineMethod({
  id: 'export-audit',
  group: 'audit',
  method: 'GET',
  path: `${apiPrefix}/audit.csv`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Export changes',
  description: 'One line a change, with a line of headings; "before" and "after" are JSON.',
  query: z.object(auditFilter),
  mediaType: 'text/csv',
  example: { query: { siteId: exampleIds.site } },
})
