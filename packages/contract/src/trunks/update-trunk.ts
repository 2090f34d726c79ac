/** Changes what is named of a trunk and leaves the rest (N12). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { version } from '../schemas/identifier.ts'
import { exampleTrunk, exampleTrunkParams, trunk, trunkFields, trunkParams } from './trunk.ts'

export const updateTrunk = defineMethod({
  id: 'update-trunk',
  group: 'trunks',
  method: 'PATCH',
  path: `${apiPrefix}/trunks/:trunkId`,
  access: { roles: ['provider-admin'] },
  summary: 'Change a trunk',
  params: trunkParams,
  body: z.object(trunkFields).partial().extend({ version }),
  response: trunk,
  errors: ['not-found', 'stale-version', 'name-taken'],
  example: {
    params: exampleTrunkParams,
    body: { version: 1, enabled: false },
    response: { ...exampleTrunk, enabled: false, version: 2 },
  },
})
