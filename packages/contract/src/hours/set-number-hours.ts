/** Gives a main number hours of its own, or with null those of its site again. */

import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { versionOnly } from '../schemas/identifier.ts'
import { openingHours } from '../schemas/opening-hours.ts'
import { numberHours } from './hours.ts'

export const setNumberHours = defineMethod({
  id: 'set-number-hours',
  group: 'hours',
  method: 'PUT',
  path: `${apiPrefix}/numbers/:numberId/hours`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Override the hours for a main number',
  params: numberParams,
  body: versionOnly.extend({ hours: openingHours.nullable() }),
  response: numberHours,
  errors: ['not-found', 'wrong-state', 'stale-version', 'hours-time', 'hours-day', 'hours-empty'],
  example: {
    params: exampleNumberParams,
    body: { version: 1, hours: { mode: 'always-open' } },
    response: {
      hours: { mode: 'always-open' },
      source: 'number',
      override: { mode: 'always-open' },
      timeZone: 'Europe/London',
      openNow: true,
      version: 2,
    },
  },
})
