/** The recording of a message as WAV; a Range header asks for a part of it (RFC 9110 §14). */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleMessageParams, messageParams } from './message.ts'

export const getMessageAudio = defineMethod({
  id: 'get-message-audio',
  group: 'messages',
  method: 'GET',
  path: `${apiPrefix}/messages/:messageId/audio`,
  access: 'signed-in',
  summary: 'Hear a message',
  description: 'Answers 206 to a Range of bytes.',
  params: messageParams,
  mediaType: 'audio/wav',
  errors: ['not-found', 'wrong-state', 'audio-missing', 'range-unsatisfiable'],
  example: { params: exampleMessageParams },
})
