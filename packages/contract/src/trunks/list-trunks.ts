/** Lists all trunks: there are few. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleTrunk, trunk } from './trunk.ts'

export const listTrunks = defineMethod({
  id: 'list-trunks',
  group: 'trunks',
  method: 'GET',
  path: `${apiPrefix}/trunks`,
  access: { roles: ['provider-admin'] },
  summary: 'List trunks',
  response: z.object({ items: z.array(trunk) }),
  example: { response: { items: [exampleTrunk] } },
})
