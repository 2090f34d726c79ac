/** Chooses which kinds of holiday count; what people made of single days stays (M9, N12). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { version } from '../schemas/identifier.ts'
import {
  exampleSubscription,
  exampleSubscriptionParams,
  holidaySubscription,
  holidayTypes,
  importCount,
  subscriptionParams,
} from './schedule-source.ts'

export const updateHolidaySubscription = defineMethod({
  id: 'update-holiday-subscription',
  group: 'schedule',
  method: 'PUT',
  path: `${apiPrefix}/holiday-subscriptions/:subscriptionId`,
  access: { roles: ['operator-admin'] },
  summary: 'Choose which holidays count',
  params: subscriptionParams,
  body: z.object({ version, types: holidayTypes }),
  response: holidaySubscription.extend({ imported: importCount }),
  errors: ['not-found', 'stale-version'],
  example: {
    params: exampleSubscriptionParams,
    body: { version: 1, types: ['public', 'bank'] },
    response: {
      ...exampleSubscription,
      types: ['public', 'bank'],
      version: 2,
      imported: { added: 3, changed: 0, removed: 0, unchanged: 26 },
    },
  },
})
