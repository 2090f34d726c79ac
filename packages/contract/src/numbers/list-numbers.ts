/** Lists numbers by site, organization, kind and state, with search. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { flag } from '../schemas/flag.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { exampleNumber, phoneNumber } from './number.ts'
import { numberFilter } from './number-filter.ts'

/** A place in the list: a number, with what it is sorted by in front. */
const numberCursor = z
  .string()
  .regex(/^(([A-Z]{1,20}|\d{1,10})\/)?\+\d{2,15}$/, 'must be "next" or "previous" of a page')

export const listNumbers = defineMethod({
  id: 'list-numbers',
  group: 'numbers',
  method: 'GET',
  path: `${apiPrefix}/numbers`,
  access: 'signed-in',
  summary: 'List numbers',
  description:
    'In the order of their numbers unless "sort" says otherwise. "next" and "previous" of a page lead on and back, as "after" and "before"; they belong to the "sort" they were given with.',
  query: numberFilter.extend({
    limit: paging.limit,
    after: numberCursor.optional().describe('"next" of a page: what follows it'),
    before: numberCursor.optional().describe('"previous" of a page: what comes before it'),
    sort: z.enum(['number', 'extension', 'state']).default('number'),
    descending: flag.optional(),
  }),
  response: pageOf(phoneNumber).extend({ previous: z.string().optional() }),
  example: { query: { siteId: exampleIds.site, kind: 'main' }, response: { items: [exampleNumber] } },
})
