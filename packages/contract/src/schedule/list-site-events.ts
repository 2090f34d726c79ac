/** Lists events. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { exampleEvent, siteEvent } from './site-event.ts'

export const listSiteEvents = defineMethod({
  id: 'list-site-events',
  group: 'schedule',
  method: 'GET',
  path: `${apiPrefix}/site-events`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist', 'occupier-admin'] },
  summary: 'List events',
  query: z.object({ ...paging, operatorId: id.optional(), siteId: id.optional(), sourceId: id.optional() }),
  response: pageOf(siteEvent),
  example: { query: { siteId: exampleIds.site }, response: { items: [exampleEvent] } },
})
