/** AVAILABLE → RESERVED for one organization (N3). */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id, versionOnly } from '../schemas/identifier.ts'
import { exampleFreeNumber, exampleNumberParams, numberParams, phoneNumber } from './number.ts'

export const allocateNumber = defineMethod({
  id: 'allocate-number',
  group: 'numbers',
  method: 'POST',
  path: `${apiPrefix}/numbers/:numberId/allocate`,
  access: { roles: ['operator-admin'] },
  summary: 'Allocate a number to an organization',
  description:
    'Only while it is AVAILABLE, and to an organization located at its site. One main number at most for an organization and site (N8).',
  params: numberParams,
  body: versionOnly.extend({ organizationId: id }),
  response: phoneNumber,
  errors: ['not-found', 'stale-version', 'number-state', 'number-has-main', 'not-at-site'],
  example: {
    params: exampleNumberParams,
    body: { version: 1, organizationId: exampleIds.occupier },
    response: { ...exampleFreeNumber, state: 'RESERVED', organizationId: exampleIds.occupier, version: 2 },
  },
})
