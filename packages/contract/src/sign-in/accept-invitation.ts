/** Accepts an invitation: sets the password, and makes the user. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { newPassword, personName } from '../users/user.ts'
import { linkToken } from './reset-password.ts'

export const acceptInvitation = defineMethod({
  id: 'accept-invitation',
  group: 'sign-in',
  method: 'POST',
  path: `${apiPrefix}/accept-invitation`,
  summary: 'Accept an invitation',
  description:
    'Somebody whose address has a password already gives that one and gets one more membership. A link that came by letter ' +
    'proves the address, and sets the password anew where nobody had proved it yet. Sign in afterwards.',
  access: 'public',
  body: z.object({
    token: linkToken,
    password: newPassword,
    name: personName.optional().describe('Left out: as in the invitation'),
  }),
  status: 204,
  errors: [
    'link-void',
    'password-wrong',
    'password-guessable',
    'too-many-attempts',
    'wrong-state',
    'user-exists',
  ],
  example: { body: { token: '49y64efJ1L97Ska3iWMOT8Di', password: 'a new elm on the hill' } },
})
