/** Reception took a message for an organization, or somebody there has acknowledged it (C8). */
import { z } from 'zod'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { defineEvent } from './event-definition.ts'

export const receptionMessage = defineEvent({
  kind: 'reception.message',
  summary: 'Reception took a message for an organization, or it was acknowledged there.',
  data: z.object({
    messageId: id,
    callerNumber: z.string().nullable(),
    callerName: z.string().nullable(),
    takenBy: z.string(),
    urgent: z.boolean(),
    acknowledged: z.boolean(),
  }),
  sentence: ({ callerName, callerNumber, takenBy, acknowledged }) => {
    const caller = callerName ?? callerNumber ?? 'an unknown caller'
    return acknowledged
      ? `The message of ${caller} was acknowledged.`
      : `Reception (${takenBy}) took a message of ${caller}.`
  },
  example: {
    messageId: exampleIds.message,
    callerNumber: '+442079460990',
    callerName: null,
    takenBy: 'Rita Vale',
    urgent: false,
    acknowledged: false,
  },
})
