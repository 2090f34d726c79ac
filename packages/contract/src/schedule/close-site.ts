/** Emergency closure: out of hours at once, before every other rule, until it is lifted (M9). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { route } from '../schemas/route.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'
import { eventErrors } from './site-event.ts'
import { exampleOverride, overrideReason, replacedOverride, siteOverride } from './site-override.ts'

export const closeSite = defineMethod({
  id: 'close-site',
  group: 'schedule',
  method: 'PUT',
  path: `${apiPrefix}/sites/:siteId/emergency-closure`,
  access: { roles: ['operator-admin'] },
  summary: 'Close a site in an emergency',
  params: siteParams,
  body: z.object({
    overrideId: replacedOverride,
    reason: overrideReason,
    route: route.nullable().default(null).describe('Instead of the out-of-hours route'),
  }),
  response: siteOverride,
  errors: [
    ...eventErrors.filter(
      (code) => !code.startsWith('event-') && code !== 'wrong-tenant' && code !== 'hours-time',
    ),
    'stale-version',
  ],
  example: {
    params: exampleSiteParams,
    body: { reason: 'Flood' },
    response: {
      ...exampleOverride,
      kind: 'emergency',
      until: null,
      reason: 'Flood',
    },
  },
})
