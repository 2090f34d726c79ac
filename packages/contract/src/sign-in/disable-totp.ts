/** Ends asking for an authenticator app; its secret and recovery codes are forgotten. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { presentPassword } from './sign-in.ts'

export const disableTotp = defineMethod({
  id: 'disable-totp',
  group: 'sign-in',
  method: 'POST',
  path: `${apiPrefix}/me/totp/disable`,
  summary: 'Give up the authenticator app',
  access: 'signed-in',
  body: z.object({ password: presentPassword }),
  status: 204,
  errors: ['password-wrong', 'too-many-attempts', 'needs-person'],
  example: { body: { password: 'an old oak by the harbour' } },
})
