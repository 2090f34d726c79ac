/** Sends an invitation again, with a new link. */
import { apiPrefix, defineMethod } from '../method.ts'
import { versionOnly } from '../schemas/identifier.ts'
import {
  exampleInvitation,
  exampleInvitationParams,
  invitationParams,
  issuedInvitation,
} from './invitation.ts'
import { userAdmins } from './role.ts'

export const resendInvitation = defineMethod({
  id: 'resend-invitation',
  group: 'users',
  method: 'POST',
  path: `${apiPrefix}/invitations/:invitationId/resend`,
  summary: 'Send an invitation again',
  description: 'The earlier link is void; seven days begin anew. An expired invitation is open again.',
  access: userAdmins,
  params: invitationParams,
  body: versionOnly,
  response: issuedInvitation,
  errors: ['not-found', 'stale-version', 'wrong-state', 'role-above-own'],
  example: {
    params: exampleInvitationParams,
    body: { version: 1 },
    response: { ...exampleInvitation, version: 2, link: null },
  },
})
