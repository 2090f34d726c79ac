/** Lists users. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { role, userAdmins } from './role.ts'
import { exampleUser, user } from './user.ts'

export const listUsers = defineMethod({
  id: 'list-users',
  group: 'users',
  method: 'GET',
  path: `${apiPrefix}/users`,
  summary: 'List users',
  access: userAdmins,
  query: z.object({
    ...paging,
    operatorId: id.optional(),
    organizationId: id.optional(),
    role: role.optional(),
    state: user.shape.state.optional(),
  }),
  response: pageOf(user),
  example: { query: { organizationId: exampleIds.occupier }, response: { items: [exampleUser] } },
})
