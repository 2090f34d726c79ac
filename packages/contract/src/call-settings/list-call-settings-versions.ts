/** Every version of the call settings since the organization has the number, newest first. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { callSettings, exampleCallSettings } from './call-settings.ts'

export const listCallSettingsVersions = defineMethod({
  id: 'list-call-settings-versions',
  group: 'call-settings',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/call-settings/versions`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'List earlier call settings',
  params: numberParams,
  response: z.object({
    items: z.array(
      callSettings.extend({
        changes: z.array(z.string()).describe('What it changed, in words; empty for the first one'),
      }),
    ),
  }),
  errors: ['not-found'],
  example: { params: exampleNumberParams, response: { items: [{ ...exampleCallSettings, changes: [] }] } },
})
