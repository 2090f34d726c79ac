/** Ends an override or an emergency closure before its time. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { exampleOverride, siteOverride } from './site-override.ts'

export const liftOverride = defineMethod({
  id: 'lift-override',
  group: 'schedule',
  method: 'DELETE',
  path: `${apiPrefix}/overrides/:overrideId`,
  access: { roles: ['operator-admin'] },
  summary: 'Lift an override or closure',
  description: 'One that was replaced meanwhile is refused with the one that holds instead (N12).',
  params: z.object({ overrideId: id }),
  response: siteOverride,
  errors: ['not-found', 'stale-version'],
  example: {
    params: { overrideId: exampleIds.override },
    response: { ...exampleOverride, liftedAt: '2026-11-24T11:00:00.000Z' },
  },
})
