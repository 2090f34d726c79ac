/** Notes something on a message, for colleagues. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentNote } from './present-note.ts'

export const addMessageNote: Handler<typeof contract.addMessageNote> = async (
  { params, body },
  { db, principal },
) => {
  const note = { text: body.text, author: principal.name, at: Date.now() }
  return presented(await storage.addMessageNote(db, params.messageId, note), presentNote)
}
