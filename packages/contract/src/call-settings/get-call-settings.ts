/** Reads the call settings of a main number. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { callSettings, exampleCallSettings } from './call-settings.ts'

export const getCallSettings = defineMethod({
  id: 'get-call-settings',
  group: 'call-settings',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/call-settings`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Read call settings',
  description: 'A main number has them from its first activation on.',
  params: numberParams,
  response: callSettings,
  errors: ['not-found'],
  example: { params: exampleNumberParams, response: exampleCallSettings },
})
