/** Lists alerts, newest first. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { flag } from '../schemas/flag.ts'
import { id } from '../schemas/identifier.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { alert, alertKind, exampleAlert } from './alert.ts'

export const listAlerts = defineMethod({
  id: 'list-alerts',
  group: 'alerts',
  method: 'GET',
  path: `${apiPrefix}/alerts`,
  access: 'signed-in',
  summary: 'List alerts',
  query: z.object({
    ...paging,
    operatorId: id.optional(),
    siteId: id.optional(),
    organizationId: id.optional(),
    numberId: id.optional(),
    kind: alertKind.optional(),
    standing: flag.optional().describe('Only those whose cause is not gone'),
  }),
  response: pageOf(alert),
  example: { query: { siteId: exampleIds.site, standing: 'true' }, response: { items: [exampleAlert] } },
})
