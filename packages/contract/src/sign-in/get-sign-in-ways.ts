/** Reads in which ways one can sign in here. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'

export const getSignInWays = defineMethod({
  id: 'get-sign-in-ways',
  group: 'sign-in',
  method: 'GET',
  path: `${apiPrefix}/sign-in/ways`,
  summary: 'Read the ways to sign in',
  access: 'public',
  response: z.object({
    password: z.literal(true),
    oidc: z
      .object({ issuer: z.string() })
      .nullable()
      .describe('An identity provider, when one is configured'),
    mail: z.boolean().describe('Whether a forgotten password can be reset by e-mail'),
  }),
  example: { response: { password: true, oidc: { issuer: 'https://login.harbour.example' }, mail: true } },
})
