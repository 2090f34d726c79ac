/** Reads a message. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleMessage, exampleMessageParams, message, messageParams } from './message.ts'

export const getMessage = defineMethod({
  id: 'get-message',
  group: 'messages',
  method: 'GET',
  path: `${apiPrefix}/messages/:messageId`,
  access: 'signed-in',
  summary: 'Read a message',
  params: messageParams,
  response: message,
  errors: ['not-found'],
  example: { params: exampleMessageParams, response: exampleMessage },
})
