/** Notes something on a message, for colleagues. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { paragraph } from '../schemas/text.ts'
import { exampleMessageNote, exampleMessageParams, messageNote, messageParams } from './message.ts'

export const addMessageNote = defineMethod({
  id: 'add-message-note',
  group: 'messages',
  method: 'POST',
  path: `${apiPrefix}/messages/:messageId/notes`,
  access: 'signed-in',
  summary: 'Note something on a message',
  description: 'For colleagues: whoever may hear the message reads it.',
  params: messageParams,
  body: z.object({ text: paragraph(2000).refine((text) => text !== '', 'must not be empty') }),
  status: 201,
  response: messageNote,
  errors: ['not-found', 'in-use'],
  example: {
    params: exampleMessageParams,
    body: { text: exampleMessageNote.text },
    response: exampleMessageNote,
  },
})
