/** A call arrived and its route was decided (C3). */
import { z } from 'zod'
import { callBasics, callerOf, exampleBasics } from './call.ts'
import { defineEvent } from './event-definition.ts'

export const callStarted = defineEvent({
  kind: 'call.started',
  summary: 'A call arrived and its route was decided.',
  data: z.object({ ...callBasics, rule: z.string().describe('Why this route: the ruling in words') }),
  sentence: (data) => `${callerOf(data)} calls ${data.calledNumber}.`,
  example: { ...exampleBasics, rule: 'Within business hours until 18:00.' },
})
