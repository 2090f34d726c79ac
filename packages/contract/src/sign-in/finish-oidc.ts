/** Where the identity provider sends the browser back to. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'

const part = z.string().max(4000).optional()

export const finishOidc = defineMethod({
  id: 'finish-oidc',
  group: 'sign-in',
  method: 'GET',
  path: `${apiPrefix}/sign-in/oidc/callback`,
  summary: 'Come back from the identity provider',
  description:
    'Called by the browser, not by programs. Signs in the user whose address the provider vouches for, and goes on to ' +
    '"returnTo"; nobody becomes a user this way without an invitation. A failure goes to /sign-in?error=….',
  access: 'public',
  // Providers add what they like (RFC 6749 §4.1.2).
  query: z.looseObject({ code: part, state: part, error: part, error_description: part, iss: part }),
  status: 302,
  errors: ['oidc-off'],
  example: { query: { code: 'SplxlOBeZQQYbYS6WxSbIA', state: 'af0ifjsldkj' } },
})
