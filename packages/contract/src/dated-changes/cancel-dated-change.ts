/** Takes a dated change back; one that is in force ends at once. */
import { apiPrefix, defineMethod } from '../method.ts'
import { changeParams, exampleChangeParams } from './dated-change.ts'

export const cancelDatedChange = defineMethod({
  id: 'cancel-dated-change',
  group: 'dated-changes',
  method: 'DELETE',
  path: `${apiPrefix}/dated-changes/:changeId`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Cancel a dated change',
  params: changeParams,
  status: 204,
  errors: ['not-found'],
  example: { params: exampleChangeParams },
})
