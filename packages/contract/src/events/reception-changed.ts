/** The reception of a site looks otherwise now: somebody waits, a seat took a call, a seat came or went. */
import { z } from 'zod'
import { defineEvent } from './event-definition.ts'

export const receptionChanged = defineEvent({
  kind: 'reception.changed',
  summary: 'A call came to the reception of a site or left it, or a seat there changed.',
  data: z.object({
    waiting: z.int().describe('Callers who wait'),
    longestSince: z.number().nullable().describe('Since when the first of them waits, ms since 1970'),
    ready: z.int().describe('Seats that are ready'),
    talking: z.int().describe('Seats that talk'),
  }),
  sentence: ({ waiting, ready }) =>
    `${waiting === 1 ? '1 caller waits' : `${waiting} callers wait`} at reception, ${ready} ${ready === 1 ? 'seat is' : 'seats are'} ready.`,
  example: { waiting: 2, longestSince: 1_796_205_600_000, ready: 1, talking: 2 },
})
