/** The methods of the group `tokens` with their handlers. */
import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import { createApiToken } from './create-api-token.ts'
import { listApiTokens } from './list-api-tokens.ts'
import { revokeApiToken } from './revoke-api-token.ts'

export const tokensApi = (): Route[] => [
  on(contract.createApiToken, createApiToken),
  on(contract.listApiTokens, listApiTokens),
  on(contract.revokeApiToken, revokeApiToken),
]
