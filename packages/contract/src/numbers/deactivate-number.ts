/** ACTIVE → PENDING → RESERVED (N6). */
import { apiPrefix, defineMethod } from '../method.ts'
import { versionOnly } from '../schemas/identifier.ts'
import { exampleNumber, exampleNumberParams, numberParams, phoneNumber } from './number.ts'

export const deactivateNumber = defineMethod({
  id: 'deactivate-number',
  group: 'numbers',
  method: 'POST',
  path: `${apiPrefix}/numbers/:numberId/deactivate`,
  access: { roles: ['operator-admin', 'operator-user'] },
  summary: 'Deactivate a number',
  description:
    'Calls in progress finish. While it is PENDING it still receives; repeating the request takes up the wait again.',
  params: numberParams,
  body: versionOnly,
  response: phoneNumber,
  errors: ['not-found', 'stale-version', 'number-state', 'number-assigned', 'route-unconfirmed'],
  example: {
    params: exampleNumberParams,
    body: { version: exampleNumber.version },
    response: { ...exampleNumber, state: 'RESERVED', version: 5 },
  },
})
