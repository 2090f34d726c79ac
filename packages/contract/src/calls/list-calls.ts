/** Lists calls that are over, newest first. */
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
  query: callFilter.extend(timePaging),
  response: pageOf(call),
  example: { query: { numberId: exampleIds.mainNumber }, response: { items: [exampleCall] } },
})
