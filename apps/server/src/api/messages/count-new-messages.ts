/** Counts the messages that nobody has heard yet, by number. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'

export const countNewMessages: Handler<typeof contract.countNewMessages> = async ({ query }, { db }) => ({
  items: await storage.countNewMessages(db, query),
})
