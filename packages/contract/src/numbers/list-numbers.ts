/** Lists numbers by site, organization, kind and state, with search. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { text } from '../schemas/text.ts'
import { exampleNumber, numberKind, numberState, phoneNumber } from './number.ts'

export const listNumbers = defineMethod({
  id: 'list-numbers',
  group: 'numbers',
  method: 'GET',
  path: `${apiPrefix}/numbers`,
  summary: 'List numbers',
  query: z.object({
    ...paging,
    operatorId: id.optional(),
    siteId: id.optional(),
    organizationId: id.optional(),
    kind: numberKind.optional(),
    state: numberState.optional(),
    search: text(64).optional().describe('Part of the number, the extension or the label'),
  }),
  response: pageOf(phoneNumber),
  example: { query: { siteId: exampleIds.site, kind: 'main' }, response: { items: [exampleNumber] } },
})
