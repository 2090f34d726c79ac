/** Begins to sign in by the identity provider (OpenID Connect, code flow with PKCE). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'

export const startOidc = defineMethod({
  id: 'start-oidc',
  group: 'sign-in',
  method: 'POST',
  path: `${apiPrefix}/sign-in/oidc`,
  summary: 'Begin to sign in by the identity provider',
  description: 'Send the browser to the URL. It comes back to finish-oidc, and from there to "returnTo".',
  access: 'public',
  body: z.object({
    returnTo: z
      .string()
      .max(500)
      .regex(/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/, 'must be a path of this server, such as /numbers')
      .default('/'),
  }),
  response: z.object({ url: z.string() }),
  errors: ['oidc-off', 'oidc-unreachable'],
  example: {
    body: { returnTo: '/numbers' },
    response: { url: 'https://login.harbour.example/authorize?client_id=mainline&response_type=code' },
  },
})
