/** Saves, deletes or restores a message. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentMessage } from './present-message.ts'

export const markMessage: Handler<typeof contract.markMessage> = async ({ params, body }, { db }) =>
  presented(await storage.setMessageState(db, params.messageId, body.state), presentMessage)
