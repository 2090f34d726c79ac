/** Makes an AVAILABLE main number an ordinary one again (N2). */
import { apiPrefix, defineMethod } from '../method.ts'
import { versionOnly } from '../schemas/identifier.ts'
import { exampleFreeNumber, exampleNumberParams, numberParams, phoneNumber } from './number.ts'

export const unnominateNumber = defineMethod({
  id: 'unnominate-number',
  group: 'numbers',
  method: 'POST',
  path: `${apiPrefix}/numbers/:numberId/unnominate`,
  access: { roles: ['operator-admin'] },
  summary: 'Take the nomination back',
  description: 'Only while it is AVAILABLE.',
  params: numberParams,
  body: versionOnly,
  response: phoneNumber,
  errors: ['not-found', 'stale-version', 'number-state'],
  example: {
    params: exampleNumberParams,
    body: { version: exampleFreeNumber.version },
    response: { ...exampleFreeNumber, kind: 'ordinary', version: 2 },
  },
})
