/** What is set by hand at a site and still holds. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'
import { exampleOverride, siteOverride } from './site-override.ts'

export const listOverrides = defineMethod({
  id: 'list-overrides',
  group: 'schedule',
  method: 'GET',
  path: `${apiPrefix}/sites/:siteId/overrides`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist', 'occupier-admin'] },
  summary: 'List overrides that hold',
  params: siteParams,
  response: z.object({ items: z.array(siteOverride) }),
  errors: ['not-found'],
  example: { params: exampleSiteParams, response: { items: [exampleOverride] } },
})
