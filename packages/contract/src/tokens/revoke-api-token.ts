/** Ends a token at once. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'

export const revokeApiToken = defineMethod({
  id: 'revoke-api-token',
  group: 'tokens',
  method: 'DELETE',
  path: `${apiPrefix}/tokens/:tokenId`,
  access: { roles: ['operator-admin', 'occupier-admin'] },
  summary: 'Revoke an API token',
  params: z.object({ tokenId: id }),
  status: 204,
  errors: ['not-found'],
  example: { params: { tokenId: exampleIds.token } },
})
