/** Takes a number out of the stock (N3), audited (N11). */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleVersionQuery, versionQuery } from '../schemas/identifier.ts'
import { exampleNumberParams, numberParams } from './number.ts'

export const deleteNumber = defineMethod({
  id: 'delete-number',
  group: 'numbers',
  method: 'DELETE',
  path: `${apiPrefix}/numbers/:numberId`,
  access: { roles: ['provider-admin'] },
  summary: 'Remove a number from the stock',
  description:
    'For one that was added by mistake or given back to the carrier. Only while it is AVAILABLE, and not while a mailbox of it holds messages or greetings of a company that had it (N7). Callers hear that it does not exist. Its calls and its history stay; it can be added again, at any site.',
  params: numberParams,
  query: versionQuery,
  status: 204,
  errors: ['not-found', 'stale-version', 'number-state', 'number-has-messages'],
  example: { params: exampleNumberParams, query: exampleVersionQuery },
})
