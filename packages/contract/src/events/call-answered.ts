/** Somebody, or the mailbox, took the call. */
import { z } from 'zod'
import { callBasics, callerOf, exampleBasics } from './call.ts'
import { defineEvent } from './event-definition.ts'

export const callAnswered = defineEvent({
  kind: 'call.answered',
  summary: 'A person, the mailbox or a notice took the call.',
  data: z.object({
    ...callBasics,
    by: z.enum(['member', 'reception', 'forward', 'outside', 'voicemail', 'notice', 'portal']),
    name: z.string().nullable().describe('Who answered'),
  }),
  sentence: (data) => `${data.name ?? `The ${data.by}`} answered ${callerOf(data)}.`,
  example: { ...exampleBasics, by: 'member', name: 'Maya Alder' },
})
