/** Sets how the reception of a site works (C7, N12); holds for the next call. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { version } from '../schemas/identifier.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'
import { exampleReception, exampleReceptionRules, reception, receptionFields } from './reception.ts'

export const saveReception = defineMethod({
  id: 'save-reception',
  group: 'reception',
  method: 'PUT',
  path: `${apiPrefix}/sites/:siteId/reception`,
  access: { roles: ['operator-admin'] },
  summary: 'Set how a reception works',
  params: siteParams,
  body: z.object({ version, ...receptionFields }),
  response: reception,
  errors: [
    'not-found',
    'stale-version',
    'reception-seconds',
    'reception-overflow-self',
    'reception-overflow-address',
    'reception-overflow-inside',
  ],
  example: {
    params: exampleSiteParams,
    body: { version: 2, ...exampleReceptionRules },
    response: exampleReception,
  },
})
