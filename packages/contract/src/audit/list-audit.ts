/** Lists changes, newest first (N11). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { auditEntry, auditFilter, exampleEntry } from './audit-entry.ts'

export const listAudit = defineMethod({
  id: 'list-audit',
  group: 'audit',
  method: 'GET',
  path: `${apiPrefix}/audit`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'List changes',
  query: z.object({
    limit: paging.limit,
    after: z
      .string()
      .regex(/^\d{1,15}$/, 'must be the "next" of the page before')
      .optional()
      .describe('"next" of the page before'),
    ...auditFilter,
  }),
  response: pageOf(auditEntry).extend({
    names: z
      .record(z.string(), z.string())
      .describe(
        'What the things are called whose identifiers stand in these entries, as far as they are seen',
      ),
  }),
  example: {
    query: { numberId: exampleIds.mainNumber },
    response: { items: [exampleEntry], names: { [exampleIds.occupier]: 'Alder & Finch Architects' } },
  },
})
