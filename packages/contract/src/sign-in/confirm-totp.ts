/** Confirms that the authenticator app shows right codes; from now on sign-in asks for them. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { secondFactorCode } from './verify-second-factor.ts'

export const confirmTotp = defineMethod({
  id: 'confirm-totp',
  group: 'sign-in',
  method: 'POST',
  path: `${apiPrefix}/me/totp/confirm`,
  summary: 'Confirm the authenticator app',
  access: 'signed-in',
  body: z.object({ code: secondFactorCode }),
  status: 204,
  errors: ['code-wrong', 'too-many-attempts', 'needs-person', 'wrong-state'],
  example: { body: { code: '492039' } },
})
