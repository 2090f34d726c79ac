/** Tries the letters about a message at once that wait or were given up. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const retryMessageLetters: Handler<typeof contract.retryMessageLetters> = async (
  { params },
  { db },
) => {
  // What follows is done with the rights of the server.
  if (!(await storage.findMessage(db, params.messageId))) return noSuch('message')
  return { tried: await storage.hurryDeliveries(db, params.messageId) }
}
