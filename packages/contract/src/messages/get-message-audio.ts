/** The recording of a message as WAV; a Range header asks for a part of it (RFC 9110 §14). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { flag } from '../schemas/flag.ts'
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
  query: z.object({
    levelled: flag
      .optional()
      .describe('As loud as other speech, for listening; left out: as it was recorded'),
  }),
  mediaType: 'audio/wav',
  errors: ['not-found', 'wrong-state', 'audio-missing', 'range-unsatisfiable'],
  example: { params: exampleMessageParams, query: { levelled: 'true' } },
})
