/** Asks for an e-mail with a link to choose a new password. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { emailAddress } from '../users/user.ts'

export const forgottenPassword = defineMethod({
  id: 'forgotten-password',
  group: 'sign-in',
  method: 'POST',
  path: `${apiPrefix}/forgotten-password`,
  summary: 'Ask for a new password by e-mail',
  description: 'Answers the same whether or not somebody has the address. The link works once, for an hour.',
  access: 'public',
  body: z.object({ email: emailAddress }),
  status: 204,
  errors: ['too-many-attempts', 'mail-off'],
  example: { body: { email: 'maya@alder-finch.example' } },
})
