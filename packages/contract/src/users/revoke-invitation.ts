/** Takes an invitation back. */
import { apiPrefix, defineMethod } from '../method.ts'
import { versionOnly } from '../schemas/identifier.ts'
import { exampleInvitation, exampleInvitationParams, invitation, invitationParams } from './invitation.ts'
import { userAdmins } from './role.ts'

export const revokeInvitation = defineMethod({
  id: 'revoke-invitation',
  group: 'users',
  method: 'POST',
  path: `${apiPrefix}/invitations/:invitationId/revoke`,
  summary: 'Revoke an invitation',
  description: 'Its link is void at once.',
  access: userAdmins,
  params: invitationParams,
  body: versionOnly,
  response: invitation,
  errors: ['not-found', 'stale-version', 'wrong-state', 'role-above-own'],
  example: {
    params: exampleInvitationParams,
    body: { version: 1 },
    response: { ...exampleInvitation, state: 'revoked', version: 2 },
  },
})
