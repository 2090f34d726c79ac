/** Removes a note of a message. */
import { apiPrefix, defineMethod } from '../method.ts'
import { id } from '../schemas/identifier.ts'
import { exampleMessageNote, exampleMessageParams, messageParams } from './message.ts'

export const deleteMessageNote = defineMethod({
  id: 'delete-message-note',
  group: 'messages',
  method: 'DELETE',
  path: `${apiPrefix}/messages/:messageId/notes/:messageNoteId`,
  access: 'signed-in',
  summary: 'Remove a note of a message',
  params: messageParams.extend({ messageNoteId: id }),
  status: 204,
  errors: ['not-found'],
  example: { params: { ...exampleMessageParams, messageNoteId: exampleMessageNote.id } },
})
