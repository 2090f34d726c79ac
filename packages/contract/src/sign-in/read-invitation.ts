/** Reads an invitation with the token of its link, before it is accepted. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleInvitation, invitation } from '../users/invitation.ts'
import { linkToken } from './reset-password.ts'

export const readInvitation = defineMethod({
  id: 'read-invitation',
  group: 'sign-in',
  method: 'POST',
  path: `${apiPrefix}/accept-invitation/read`,
  summary: 'Read an invitation by its link',
  description: 'By POST, so that the token stands in no log of addresses.',
  access: 'public',
  body: z.object({ token: linkToken }),
  response: invitation
    .pick({ name: true, email: true, role: true, invitedBy: true, expiresAt: true })
    .extend({
      organizationName: z.string(),
      known: z.boolean().describe('The address has a password already: that one is asked for'),
    }),
  errors: ['link-void', 'too-many-attempts'],
  example: {
    body: { token: '49y64efJ1L97Ska3iWMOT8Di' },
    response: {
      name: exampleInvitation.name,
      email: exampleInvitation.email,
      role: exampleInvitation.role,
      invitedBy: exampleInvitation.invitedBy,
      expiresAt: exampleInvitation.expiresAt,
      organizationName: 'Alder & Finch Architects',
      known: false,
    },
  },
})
