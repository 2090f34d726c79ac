/** Ends a token at once. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { orRefused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const revokeApiToken: Handler<typeof contract.revokeApiToken> = async ({ params }, { db }) =>
  orRefused(await storage.revokeApiToken(db, params.tokenId))
