/** COOLDOWN → AVAILABLE before its time (N7). */
import { apiPrefix, defineMethod } from '../method.ts'
import { versionOnly } from '../schemas/identifier.ts'
import { exampleFreeNumber, exampleNumberParams, numberParams, phoneNumber } from './number.ts'

export const releaseNumber = defineMethod({
  id: 'release-number',
  group: 'numbers',
  method: 'POST',
  path: `${apiPrefix}/numbers/:numberId/release`,
  access: { roles: ['provider-admin'] },
  summary: 'Release a number from its cooldown early',
  description: 'By the provider only, and on record. Otherwise a number comes back by itself.',
  params: numberParams,
  body: versionOnly,
  response: phoneNumber,
  errors: ['not-found', 'stale-version', 'number-state'],
  example: {
    params: exampleNumberParams,
    body: { version: 7 },
    response: { ...exampleFreeNumber, version: 8 },
  },
})
