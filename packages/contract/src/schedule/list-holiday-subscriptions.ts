/** The holiday subscriptions of a site. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'
import { exampleSubscription, holidaySubscription } from './schedule-source.ts'

export const listHolidaySubscriptions = defineMethod({
  id: 'list-holiday-subscriptions',
  group: 'schedule',
  method: 'GET',
  path: `${apiPrefix}/sites/:siteId/holiday-subscriptions`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist'] },
  summary: 'List holiday subscriptions',
  description: 'Their days: list-site-events with "sourceId".',
  params: siteParams,
  response: z.object({ items: z.array(holidaySubscription) }),
  errors: ['not-found'],
  example: { params: exampleSiteParams, response: { items: [exampleSubscription] } },
})
