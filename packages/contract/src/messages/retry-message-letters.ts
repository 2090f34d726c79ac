/** Tries the letters about a message at once that wait or were given up (M13). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleMessageParams, messageParams } from './message.ts'

export const retryMessageLetters = defineMethod({
  id: 'retry-message-letters',
  group: 'messages',
  method: 'POST',
  path: `${apiPrefix}/messages/:messageId/letters/retry`,
  access: 'signed-in',
  summary: 'Try the letters about a message now',
  params: messageParams,
  response: z.object({
    tried: z.int().describe('Letters that go out now; those that were taken stay taken'),
  }),
  errors: ['not-found'],
  example: { params: exampleMessageParams, response: { tried: 1 } },
})
