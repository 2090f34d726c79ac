/** The recording of a message by the link of a letter (M13): whoever has it may listen until it expires. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'

export const openMessageLink = defineMethod({
  id: 'open-message-link',
  group: 'messages',
  method: 'GET',
  path: `${apiPrefix}/message-links/:link`,
  access: 'public',
  summary: 'Hear a message by the link of a letter',
  description:
    'Links hold for 14 days, and end with the message. It is as loud as other speech. Answers 206 to a Range of bytes.',
  params: z.object({ link: z.string().max(200) }),
  mediaType: 'audio/wav',
  errors: ['link-void', 'audio-missing', 'range-unsatisfiable'],
  example: {
    params: {
      link: '019a0000-0000-7000-8000-00000000000c.mhy3k0ao.Zk3Lw0v8yq1uXb7tN5cR2sD9fGhJ4kM6pQ8rT0vW1xY',
    },
  },
})
