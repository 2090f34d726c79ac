/** Counts the numbers that a filter lets through: what the head of a list shows. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { numberFilter } from './number-filter.ts'

const count = z.int().min(0).default(0)

export const countNumbers = defineMethod({
  id: 'count-numbers',
  group: 'numbers',
  method: 'GET',
  path: `${apiPrefix}/numbers/counts`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist', 'occupier-admin'] },
  summary: 'Count numbers by state and kind',
  query: numberFilter,
  response: z.object({
    total: count,
    more: z.boolean().describe('A search found more than it counts: there are at least "total"'),
    byState: z.object({
      AVAILABLE: count,
      RESERVED: count,
      PENDING: count,
      ACTIVE: count,
      COOLDOWN: count,
    }),
    byKind: z.object({ main: count, ordinary: count }),
  }),
  example: {
    query: { siteId: exampleIds.site },
    response: {
      total: 40,
      more: false,
      byState: { AVAILABLE: 19, RESERVED: 1, PENDING: 0, ACTIVE: 20, COOLDOWN: 0 },
      byKind: { main: 6, ordinary: 34 },
    },
  },
})
