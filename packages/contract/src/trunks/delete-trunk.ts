/** Disconnects a carrier; calls in progress go on. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleVersionQuery, versionQuery } from '../schemas/identifier.ts'
import { exampleTrunkParams, trunkParams } from './trunk.ts'

export const deleteTrunk = defineMethod({
  id: 'delete-trunk',
  group: 'trunks',
  method: 'DELETE',
  path: `${apiPrefix}/trunks/:trunkId`,
  access: { roles: ['provider-admin'] },
  summary: 'Disconnect a carrier',
  params: trunkParams,
  query: versionQuery,
  status: 204,
  errors: ['not-found', 'stale-version'],
  example: { params: exampleTrunkParams, query: exampleVersionQuery },
})
