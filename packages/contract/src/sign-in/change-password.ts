/** Changes the own password. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { newPassword } from '../users/user.ts'
import { presentPassword } from './sign-in.ts'

export const changePassword = defineMethod({
  id: 'change-password',
  group: 'sign-in',
  method: 'PUT',
  path: `${apiPrefix}/me/password`,
  summary: 'Change the own password',
  description: 'Every other browser is signed out; this one gets a new session.',
  access: 'signed-in',
  body: z.object({ presentPassword, newPassword }),
  status: 204,
  errors: ['password-wrong', 'password-guessable', 'too-many-attempts', 'needs-person'],
  example: {
    body: { presentPassword: 'an old oak by the harbour', newPassword: 'a new elm on the hill' },
  },
})
