/** Ends a holiday subscription; its days go with it. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleSubscriptionParams, subscriptionParams } from './schedule-source.ts'

export const unsubscribeHolidays = defineMethod({
  id: 'unsubscribe-holidays',
  group: 'schedule',
  method: 'DELETE',
  path: `${apiPrefix}/holiday-subscriptions/:subscriptionId`,
  access: { roles: ['operator-admin'] },
  summary: 'Unsubscribe from public holidays',
  params: subscriptionParams,
  status: 204,
  errors: ['not-found'],
  example: { params: exampleSubscriptionParams },
})
