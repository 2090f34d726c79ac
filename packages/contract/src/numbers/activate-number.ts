/** RESERVED → PENDING → ACTIVE (N5). */
import { apiPrefix, defineMethod } from '../method.ts'
import { versionOnly } from '../schemas/identifier.ts'
import { exampleNumber, exampleNumberParams, numberParams, phoneNumber } from './number.ts'

export const activateNumber = defineMethod({
  id: 'activate-number',
  group: 'numbers',
  method: 'POST',
  path: `${apiPrefix}/numbers/:numberId/activate`,
  access: { roles: ['operator-admin', 'operator-user'] },
  summary: 'Activate a number',
  description:
    'Answers when every call engine routes the number. Until then it is PENDING; when an engine does not confirm in time the number is RESERVED again. A main number gets its default settings and members (M7).',
  params: numberParams,
  body: versionOnly,
  response: phoneNumber,
  errors: [
    'not-found',
    'stale-version',
    'number-state',
    'number-no-service',
    'wrong-state',
    'forward-self',
    'forward-loop',
    'route-unconfirmed',
  ],
  example: {
    params: exampleNumberParams,
    body: { version: exampleNumber.version },
    response: { ...exampleNumber, state: 'ACTIVE', version: 5 },
  },
})
