/** The numbers that a filter lets through as a file. */
import { apiPrefix, defineMethod } from '../method.ts'
import { csv } from '../schemas/csv.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { numberFilter } from './number-filter.ts'

export const exportNumbers = defineMethod({
  id: 'export-numbers',
  group: 'numbers',
  method: 'GET',
  path: `${apiPrefix}/numbers/export`,
  access: 'signed-in',
  summary: 'Download numbers as CSV',
  description:
    'The same filters as the list, without pages. Cells that a spreadsheet would take for a formula have an apostrophe in front. The file can be imported again.',
  query: numberFilter,
  mediaType: csv,
  example: { query: { siteId: exampleIds.site, kind: 'main' } },
})
