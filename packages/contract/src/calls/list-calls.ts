/** Lists calls that are over, newest first. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { pageOf, timePaging } from '../schemas/paging.ts'
import { call, exampleCall } from './call.ts'
import { callFilter } from './call-filter.ts'

export const listCalls = defineMethod({
  id: 'list-calls',
  group: 'calls',
  method: 'GET',
  path: `${apiPrefix}/calls`,
  access: 'signed-in',
  summary: 'List calls',
  description:
    '"next" of a page leads to older calls as "after", "previous" to newer ones as "before". The place of any call is when it started, in ms since the epoch, "/" and its "callId".',
  query: callFilter.extend({
    ...timePaging,
    before: timePaging.after.describe('"previous" of a page: the newer calls next to it'),
  }),
  response: pageOf(call).extend({ previous: z.string().optional() }),
  example: { query: { numberId: exampleIds.mainNumber }, response: { items: [exampleCall] } },
})
