/** How loud a message is from its begin to its end: what is drawn before anybody hears it, and tells nothing of what is said (N11). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleMessageParams, messageParams } from './message.ts'

export const getMessageWaveform = defineMethod({
  id: 'get-message-waveform',
  group: 'messages',
  method: 'GET',
  path: `${apiPrefix}/messages/:messageId/audio-waveform`,
  access: 'signed-in',
  summary: 'Get the waveform of a message',
  description: 'Whoever asks for it has not heard the message.',
  params: messageParams,
  response: z.object({
    peaks: z
      .array(z.number().min(0).max(1))
      .describe(
        'Of 150 parts of equal length the loudest sample each, as a share of the loudest of all; none: unreadable',
      ),
  }),
  errors: ['not-found', 'wrong-state', 'audio-missing'],
  example: { params: exampleMessageParams, response: { peaks: [0.2, 1, 0.4] } },
})
