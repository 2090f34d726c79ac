/** Invites somebody by e-mail to become a user. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { exampleInvitation, issuedInvitation } from './invitation.ts'
import { role, userAdmins } from './role.ts'
import { emailAddress, personName, reach } from './user.ts'

export const inviteUser = defineMethod({
  id: 'invite-user',
  group: 'users',
  method: 'POST',
  path: `${apiPrefix}/invitations`,
  summary: 'Invite a user',
  description:
    'The link works once, for seven days. A role of an operator names the operator, a role of an occupier its ' +
    'organization too; what is left out is your own. Inviting an address again voids its open invitation to the same place.',
  access: userAdmins,
  body: z.object({
    name: personName,
    email: emailAddress,
    role,
    operatorId: reach.operatorId.optional(),
    organizationId: reach.organizationId.optional(),
    siteIds: reach.siteIds.optional(),
  }),
  status: 201,
  response: issuedInvitation,
  errors: ['not-found', 'role-above-own', 'role-reach', 'wrong-tenant', 'wrong-state', 'user-exists'],
  example: {
    body: {
      name: 'Tom Finch',
      email: 'tom@alder-finch.example',
      role: 'occupier-user',
      organizationId: exampleIds.occupier,
    },
    response: { ...exampleInvitation, link: null },
  },
})
