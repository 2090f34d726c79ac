/** Makes an AVAILABLE number a main number (N2). */
import { apiPrefix, defineMethod } from '../method.ts'
import { versionOnly } from '../schemas/identifier.ts'
import { exampleFreeNumber, exampleNumberParams, numberParams, phoneNumber } from './number.ts'

export const nominateNumber = defineMethod({
  id: 'nominate-number',
  group: 'numbers',
  method: 'POST',
  path: `${apiPrefix}/numbers/:numberId/nominate`,
  access: { roles: ['operator-admin'] },
  summary: 'Nominate a number as main',
  description: 'Only while it is AVAILABLE. It becomes virtual and inbound only (M1).',
  params: numberParams,
  body: versionOnly,
  response: phoneNumber,
  errors: ['not-found', 'stale-version', 'number-state'],
  example: {
    params: exampleNumberParams,
    body: { version: exampleFreeNumber.version },
    response: { ...exampleFreeNumber, kind: 'main', version: 2 },
  },
})
