/** Closes a site on the public holidays of its country, this year and the next two, and on from there (M9). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'
import {
  exampleSubscription,
  holidayPlace,
  holidaySubscription,
  holidayTypes,
  importCount,
} from './schedule-source.ts'

export const subscribeHolidays = defineMethod({
  id: 'subscribe-holidays',
  group: 'schedule',
  method: 'POST',
  path: `${apiPrefix}/sites/:siteId/holiday-subscriptions`,
  access: { roles: ['operator-admin'] },
  summary: 'Subscribe to public holidays',
  description:
    'Names are in the language of the site; substitute days count. Each holiday can then be made a half day, be given a route of its own, or be excluded for its year.',
  params: siteParams,
  body: z.object({ ...holidayPlace, types: holidayTypes.default(['public']) }),
  status: 201,
  response: holidaySubscription.extend({ imported: importCount }),
  errors: ['not-found', 'holiday-place', 'name-taken'],
  example: {
    params: exampleSiteParams,
    body: { country: 'GB', state: 'ENG' },
    response: { ...exampleSubscription, imported: { added: 26, changed: 0, removed: 0, unchanged: 0 } },
  },
})
