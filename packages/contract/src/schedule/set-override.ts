/** Opens or closes a site, or one main number, by hand until a time (M9). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { id } from '../schemas/identifier.ts'
import { givenInstant } from '../schemas/time.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'
import { exampleOverride, overrideReason, replacedOverride, siteOverride } from './site-override.ts'

export const setOverride = defineMethod({
  id: 'set-override',
  group: 'schedule',
  method: 'PUT',
  path: `${apiPrefix}/sites/:siteId/override`,
  access: { roles: ['operator-admin'] },
  summary: 'Open or close by hand',
  description:
    'Replaces the override that holds for the same site or number, which it names: another one has been set meanwhile.',
  params: siteParams,
  body: z.object({
    overrideId: replacedOverride,
    numberId: id.nullable().default(null).describe('Only for this main number of the site'),
    open: z.boolean(),
    until: givenInstant,
    reason: overrideReason,
  }),
  response: siteOverride,
  errors: ['not-found', 'stale-version', 'override-end', 'override-number'],
  example: {
    params: exampleSiteParams,
    body: { open: false, until: '2026-11-24T14:00:00Z', reason: 'Fire drill' },
    response: exampleOverride,
  },
})
