/** Saves, deletes or restores a message. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleMessage, exampleMessageParams, message, messageParams } from './message.ts'

export const markMessage = defineMethod({
  id: 'mark-message',
  group: 'messages',
  method: 'PATCH',
  path: `${apiPrefix}/messages/:messageId`,
  access: 'signed-in',
  summary: 'Save, delete or restore a message',
  params: messageParams,
  body: z.object({ state: z.enum(['new', 'saved', 'deleted']) }),
  response: message,
  errors: ['not-found', 'wrong-state'],
  example: {
    params: exampleMessageParams,
    body: { state: 'saved' },
    response: { ...exampleMessage, state: 'saved' },
  },
})
