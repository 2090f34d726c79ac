/** Reads the business hours of a site. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleHours } from '../schemas/opening-hours.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'
import { siteHours } from './hours.ts'

export const getSiteHours = defineMethod({
  id: 'get-site-hours',
  group: 'hours',
  method: 'GET',
  path: `${apiPrefix}/sites/:siteId/hours`,
  access: 'signed-in',
  summary: 'Read the business hours of a site',
  params: siteParams,
  response: siteHours,
  errors: ['not-found'],
  example: {
    params: exampleSiteParams,
    response: { hours: exampleHours, timeZone: 'Europe/London', openNow: true, version: 1 },
  },
})
