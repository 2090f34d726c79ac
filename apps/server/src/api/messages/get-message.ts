/** Reads a message. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentMessage } from './present-message.ts'

export const getMessage: Handler<typeof contract.getMessage> = async ({ params }, { db }) => {
  const message = await storage.findMessage(db, params.messageId)
  return message ? presentMessage(message) : noSuch('message')
}
