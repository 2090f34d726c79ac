/** Brings an earlier version of the call settings back, as a new version (product §6.5). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { version } from '../schemas/identifier.ts'
import { callSettings, exampleCallSettings } from './call-settings.ts'
import { saveCallSettings } from './save-call-settings.ts'

export const rollbackCallSettings = defineMethod({
  id: 'rollback-call-settings',
  group: 'call-settings',
  method: 'POST',
  path: `${apiPrefix}/numbers/:numberId/call-settings/rollback`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Bring earlier call settings back',
  description:
    'Judged as if they were new. Refused when what they need is gone: a number they forward to, or every member of the group that they ring. A version holds routes, hours and voicemail addresses; the members of the hunt group are no part of it and stay as they are (M10).',
  params: numberParams,
  body: z.object({
    version: version.describe('The one that holds now'),
    to: version.describe('The one to bring back'),
  }),
  response: callSettings,
  errors: [...saveCallSettings.errors, 'rollback-gone'],
  example: {
    params: exampleNumberParams,
    body: { version: 4, to: 1 },
    response: { ...exampleCallSettings, version: 5 },
  },
})
