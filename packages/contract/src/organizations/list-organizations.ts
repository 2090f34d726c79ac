/** Lists organizations. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { text } from '../schemas/text.ts'
import { exampleOrganization, organization } from './organization.ts'

export const listOrganizations = defineMethod({
  id: 'list-organizations',
  group: 'organizations',
  method: 'GET',
  path: `${apiPrefix}/organizations`,
  access: 'signed-in',
  summary: 'List organizations',
  query: z.object({
    ...paging,
    operatorId: id.optional(),
    siteId: id.optional().describe('Located at this site'),
    kind: organization.shape.kind.optional(),
    search: text(120).optional().describe('A piece of its name, in any case'),
  }),
  response: pageOf(organization),
  example: { query: { siteId: exampleIds.site }, response: { items: [exampleOrganization] } },
})
