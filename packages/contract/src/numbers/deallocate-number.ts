/** RESERVED → AVAILABLE (N4). */
import { apiPrefix, defineMethod } from '../method.ts'
import { versionOnly } from '../schemas/identifier.ts'
import { exampleNumber, exampleNumberParams, numberParams, phoneNumber } from './number.ts'

export const deallocateNumber = defineMethod({
  id: 'deallocate-number',
  group: 'numbers',
  method: 'POST',
  path: `${apiPrefix}/numbers/:numberId/deallocate`,
  access: { roles: ['operator-admin'] },
  summary: 'Take a number back from its organization',
  description: 'Only while it is RESERVED and assigned to no user. Its devices and settings go.',
  params: numberParams,
  body: versionOnly,
  response: phoneNumber,
  errors: ['not-found', 'stale-version', 'number-state', 'number-assigned'],
  example: {
    params: exampleNumberParams,
    body: { version: exampleNumber.version },
    response: { ...exampleNumber, organizationId: null, state: 'AVAILABLE', version: 4 },
  },
})
