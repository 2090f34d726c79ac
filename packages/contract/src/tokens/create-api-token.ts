/** Makes a token; its secret is shown once. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { distinct } from '../schemas/distinct.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { givenInstant } from '../schemas/time.ts'
import { apiToken, exampleToken, tokenName, tokenRole } from './api-token.ts'

export const createApiToken = defineMethod({
  id: 'create-api-token',
  group: 'tokens',
  method: 'POST',
  path: `${apiPrefix}/tokens`,
  access: { roles: ['operator-admin', 'occupier-admin'] },
  summary: 'Make an API token',
  description:
    'Its role and scope do not go beyond those of whoever makes it. A role of an operator takes an operator, one of an occupier an organization; what is left out is that of the maker.',
  body: z.object({
    name: tokenName,
    role: tokenRole,
    operatorId: id.optional(),
    organizationId: id.optional(),
    siteIds: z
      .array(id)
      .min(1)
      .max(500)
      .transform(distinct)
      .optional()
      .describe('Left out: all sites of the maker'),
    expiresAt: givenInstant.nullable().default(null),
  }),
  status: 201,
  response: z.object({ token: apiToken, secret: z.string().describe('Shown this once') }),
  errors: ['not-found', 'wrong-state', 'token-scope', 'token-end', 'forbidden'],
  example: {
    body: {
      name: 'Booking system',
      role: 'occupier-admin',
      organizationId: exampleIds.occupier,
      siteIds: [exampleIds.site],
      expiresAt: '2027-11-24T09:00:00Z',
    },
    response: { token: exampleToken, secret: 'ml_Zk3vX0cQ2Yb7wq1LrN8sTfUe5aHj9dPm4gKoCiVxBt6' },
  },
})
