/** Signs in with e-mail address and password. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'

/** What a present password is read as: whatever was taken when it was chosen. */
export const presentPassword = z.string().min(1).max(200)

export const signedIn = z
  .object({
    next: z
      .enum(['done', 'second-factor'])
      .describe('second-factor: the code of the authenticator app is still needed, by verify-second-factor'),
  })
  .meta({ id: 'SignedIn' })

export const signIn = defineMethod({
  id: 'sign-in',
  group: 'sign-in',
  method: 'POST',
  path: `${apiPrefix}/sign-in`,
  summary: 'Sign in',
  description:
    'Sets the session as a cookie that scripts cannot read. An address that nobody has is answered like a wrong ' +
    'password. Repeated failures have to wait, longer each time.',
  access: 'public',
  body: z.object({ email: z.string().max(254), password: presentPassword }),
  response: signedIn,
  errors: ['sign-in-failed', 'too-many-attempts'],
  example: {
    body: { email: 'maya@alder-finch.example', password: 'an old oak by the harbour' },
    response: { next: 'done' },
  },
})
