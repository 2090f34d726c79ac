/** Lists the tokens of one's scope. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'
import { presentToken } from './present-token.ts'

export const listApiTokens: Handler<typeof contract.listApiTokens> = async ({ query }, { db }) =>
  presentPage(await storage.listApiTokens(db, query), presentToken)
