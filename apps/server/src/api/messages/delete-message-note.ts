/** Removes a note of a message. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { orRefused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const deleteMessageNote: Handler<typeof contract.deleteMessageNote> = async ({ params }, { db }) =>
  orRefused(await storage.deleteMessageNote(db, params.messageId, params.messageNoteId))
