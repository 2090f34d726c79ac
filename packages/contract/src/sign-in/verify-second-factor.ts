/** Completes a sign-in with the code of the authenticator app, or with a recovery code (RFC 6238). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { signedIn } from './sign-in.ts'

/** Six digits of the app, or a recovery code as it was shown. */
export const secondFactorCode = z.string().trim().min(6).max(20)

export const verifySecondFactor = defineMethod({
  id: 'verify-second-factor',
  group: 'sign-in',
  method: 'POST',
  path: `${apiPrefix}/sign-in/second-factor`,
  summary: 'Give the second factor',
  description:
    'Within ten minutes of sign-in, by the same browser. Each code is good for once; five wrong ones end the attempt.',
  access: 'public',
  body: z.object({ code: secondFactorCode }),
  response: signedIn,
  errors: ['code-wrong', 'sign-in-failed', 'too-many-attempts'],
  example: { body: { code: '492039' }, response: { next: 'done' } },
})
