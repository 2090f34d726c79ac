/** A caller left a message (C9). */
import { z } from 'zod'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { defineEvent } from './event-definition.ts'

export const messageNew = defineEvent({
  kind: 'message.new',
  summary: 'A message was left in a mailbox.',
  data: z.object({
    messageId: id,
    mailboxId: id,
    callerNumber: z.string().nullable(),
    callerName: z.string().nullable(),
    seconds: z.number(),
    cutShort: z.boolean(),
  }),
  sentence: ({ callerName, callerNumber, seconds }) =>
    `${callerName ?? callerNumber ?? 'An anonymous caller'} left a message of ${Math.round(seconds)} s.`,
  example: {
    messageId: exampleIds.message,
    mailboxId: exampleIds.mailbox,
    callerNumber: '+442079460990',
    callerName: null,
    seconds: 12.4,
    cutShort: false,
  },
})
