/** Lists the tokens of one's scope. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { apiToken, exampleToken } from './api-token.ts'

export const listApiTokens = defineMethod({
  id: 'list-api-tokens',
  group: 'tokens',
  method: 'GET',
  path: `${apiPrefix}/tokens`,
  access: { roles: ['operator-admin', 'occupier-admin'] },
  summary: 'List API tokens',
  query: z.object(paging),
  response: pageOf(apiToken),
  example: { query: {}, response: { items: [exampleToken] } },
})
