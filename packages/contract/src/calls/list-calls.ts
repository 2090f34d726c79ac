/** Lists calls that are over, newest first. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { pageOf, timePaging } from '../schemas/paging.ts'
import { givenInstant } from '../schemas/time.ts'
import { call, callResult, exampleCall } from './call.ts'

export const listCalls = defineMethod({
  id: 'list-calls',
  group: 'calls',
  method: 'GET',
  path: `${apiPrefix}/calls`,
  access: 'signed-in',
  summary: 'List calls',
  query: z.object({
    ...timePaging,
    operatorId: id.optional(),
    siteId: id.optional(),
    organizationId: id.optional(),
    numberId: id.optional(),
    from: givenInstant.optional().describe('Started at or after'),
    to: givenInstant.optional().describe('Started before'),
    result: callResult.optional(),
  }),
  response: pageOf(call),
  example: { query: { numberId: exampleIds.mainNumber }, response: { items: [exampleCall] } },
})
