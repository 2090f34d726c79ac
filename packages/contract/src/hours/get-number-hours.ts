/** Reads the hours that hold for a main number, its own or those of its site. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { exampleHours } from '../schemas/opening-hours.ts'
import { numberHours } from './hours.ts'

export const getNumberHours = defineMethod({
  id: 'get-number-hours',
  group: 'hours',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/hours`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Read the hours of a main number',
  params: numberParams,
  response: numberHours,
  errors: ['not-found'],
  example: {
    params: exampleNumberParams,
    response: {
      hours: exampleHours,
      source: 'site',
      override: null,
      timeZone: 'Europe/London',
      openNow: true,
      version: 1,
    },
  },
})
