/** Reads a trunk. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleTrunk, exampleTrunkParams, trunk, trunkParams } from './trunk.ts'

export const getTrunk = defineMethod({
  id: 'get-trunk',
  group: 'trunks',
  method: 'GET',
  path: `${apiPrefix}/trunks/:trunkId`,
  access: { roles: ['provider-admin'] },
  summary: 'Read a trunk',
  params: trunkParams,
  response: trunk,
  errors: ['not-found'],
  example: { params: exampleTrunkParams, response: exampleTrunk },
})
