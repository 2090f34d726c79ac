/** Somebody rings (C4). */
import { z } from 'zod'
import { callBasics, callerOf, exampleBasics } from './call.ts'
import { defineEvent } from './event-definition.ts'

export const callRinging = defineEvent({
  kind: 'call.ringing',
  summary: 'The first phone of a step rings.',
  data: z.object({ ...callBasics, names: z.array(z.string()).describe('Who rings or is being called') }),
  sentence: (data) => `${callerOf(data)} rings at ${data.names.join(', ')}.`,
  example: { ...exampleBasics, names: ['Maya Alder', 'Tom Reed'] },
})
