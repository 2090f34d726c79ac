/** Sets the business hours of a site: every main number there that has none of its own follows. */

import { apiPrefix, defineMethod } from '../method.ts'
import { versionOnly } from '../schemas/identifier.ts'
import { exampleHours, openingHours } from '../schemas/opening-hours.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'
import { siteHours } from './hours.ts'

export const setSiteHours = defineMethod({
  id: 'set-site-hours',
  group: 'hours',
  method: 'PUT',
  path: `${apiPrefix}/sites/:siteId/hours`,
  access: { roles: ['operator-admin'] },
  summary: 'Set the business hours of a site',
  params: siteParams,
  body: versionOnly.extend({ hours: openingHours }),
  response: siteHours,
  errors: ['not-found', 'stale-version', 'hours-time', 'hours-day', 'hours-empty'],
  example: {
    params: exampleSiteParams,
    body: { version: 1, hours: exampleHours },
    response: { hours: exampleHours, timeZone: 'Europe/London', openNow: true, version: 2 },
  },
})
