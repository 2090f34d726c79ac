/** Chooses a new password with the link of an e-mail. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { newPassword } from '../users/user.ts'

/** What a link carries. */
export const linkToken = z.string().min(16).max(100)

export const resetPassword = defineMethod({
  id: 'reset-password',
  group: 'sign-in',
  method: 'POST',
  path: `${apiPrefix}/reset-password`,
  summary: 'Choose a new password',
  description:
    'Signs out every browser of the user and ends the wait after failed attempts. The authenticator app stays.',
  access: 'public',
  body: z.object({ token: linkToken, newPassword }),
  status: 204,
  errors: ['link-void', 'password-guessable', 'too-many-attempts'],
  example: { body: { token: '49y64efJ1L97Ska3iWMOT8Di', newPassword: 'a new elm on the hill' } },
})
