/** Lists invitations. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { exampleInvitation, invitation } from './invitation.ts'
import { userAdmins } from './role.ts'

export const listInvitations = defineMethod({
  id: 'list-invitations',
  group: 'users',
  method: 'GET',
  path: `${apiPrefix}/invitations`,
  summary: 'List invitations',
  access: userAdmins,
  query: z.object({ ...paging, operatorId: id.optional(), organizationId: id.optional() }),
  response: pageOf(invitation),
  example: { query: { organizationId: exampleIds.occupier }, response: { items: [exampleInvitation] } },
})
