/** Ends a holiday subscription; its days go with it. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleVersionQuery, versionQuery } from '../schemas/identifier.ts'
import { exampleSubscriptionParams, subscriptionParams } from './schedule-source.ts'

export const unsubscribeHolidays = defineMethod({
  id: 'unsubscribe-holidays',
  group: 'schedule',
  method: 'DELETE',
  path: `${apiPrefix}/holiday-subscriptions/:subscriptionId`,
  access: { roles: ['operator-admin'] },
  summary: 'Unsubscribe from public holidays',
  params: subscriptionParams,
  query: versionQuery,
  status: 204,
  errors: ['not-found', 'stale-version'],
  example: { params: exampleSubscriptionParams, query: exampleVersionQuery },
})
