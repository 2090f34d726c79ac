/** Lists messages that reception took. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'
import { presentReceptionMessage } from './present-reception-message.ts'

export const listReceptionMessages: Handler<typeof contract.listReceptionMessages> = async (
  { query },
  { db },
) => presentPage(await storage.listReceptionMessages(db, query), presentReceptionMessage)
