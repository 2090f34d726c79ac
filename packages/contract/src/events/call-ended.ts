/** A call is over (C13). */
import { z } from 'zod'
import { callResult } from '../calls/call.ts'
import { callBasics, exampleBasics } from './call.ts'
import { defineEvent } from './event-definition.ts'

export const callEnded = defineEvent({
  kind: 'call.ended',
  summary: 'A call is over; its record can be read a moment later.',
  data: z.object({
    ...callBasics,
    result: callResult,
    seconds: z.number().describe('From arrival to end'),
    words: z.string().describe('How it ended'),
  }),
  sentence: (data) => data.words,
  example: {
    ...exampleBasics,
    result: 'answered-by-member',
    seconds: 64,
    words: 'Answered by Maya Alder: the caller hung up.',
  },
})
