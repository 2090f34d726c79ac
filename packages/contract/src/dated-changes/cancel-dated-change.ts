/** Takes a dated change back; one that is in force ends at once. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleVersionQuery, versionQuery } from '../schemas/identifier.ts'
import { changeParams, exampleChangeParams } from './dated-change.ts'

export const cancelDatedChange = defineMethod({
  id: 'cancel-dated-change',
  group: 'dated-changes',
  method: 'DELETE',
  path: `${apiPrefix}/dated-changes/:changeId`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Cancel a dated change',
  params: changeParams,
  query: versionQuery,
  status: 204,
  errors: ['not-found', 'stale-version'],
  example: { params: exampleChangeParams, query: exampleVersionQuery },
})
