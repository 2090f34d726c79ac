/** Lists sites. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { exampleSite, site } from './site.ts'

export const listSites = defineMethod({
  id: 'list-sites',
  group: 'sites',
  method: 'GET',
  path: `${apiPrefix}/sites`,
  access: 'signed-in',
  summary: 'List sites',
  query: z.object({ ...paging, operatorId: id.optional() }),
  response: pageOf(site),
  example: { query: { operatorId: exampleIds.operator }, response: { items: [exampleSite] } },
})
