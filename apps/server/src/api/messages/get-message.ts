/** Reads a message, with what became of the letters about it, and who heard it. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { toIso } from '../instant.ts'
import { presentDelivery } from './present-delivery.ts'
import { presentMessage } from './present-message.ts'
import { presentNote } from './present-note.ts'

export const getMessage: Handler<typeof contract.getMessage> = async ({ params }, { db }) => {
  const message = await storage.findMessage(db, params.messageId)
  if (!message) return noSuch('message')
  const deliveries = await storage.listMessageDeliveries(db, message.id)
  const tries = await storage.deliveryTries(db, message.id)
  const notes = await storage.listMessageNotes(db, message.id)
  const accesses = await storage.messageAccesses(db, message.id)
  return {
    ...presentMessage(message),
    deliveries: deliveries.map((row) => presentDelivery(row, tries.get(row.id))),
    notes: notes.map(presentNote),
    accesses: accesses.map(({ way, at, by }) => ({ way, at: toIso(at), by })),
  }
}
