/** The calls that a filter lets through as a file. */
import { apiPrefix, defineMethod } from '../method.ts'
import { csv } from '../schemas/csv.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { callFilter } from './call-filter.ts'

export const exportCalls = defineMethod({
  id: 'export-calls',
  group: 'calls',
  method: 'GET',
  path: `${apiPrefix}/calls/export`,
  access: 'signed-in',
  summary: 'Download calls as CSV',
  description: 'The same filters as the list, without pages; newest first.',
  query: callFilter,
  mediaType: csv,
  example: { query: { siteId: exampleIds.site, from: '2026-11-01T00:00:00Z' } },
})
