/** Which rule holds at an instant, why, and until when (M9). */
import { z } from 'zod'
import { id } from './identifier.ts'
import { instant } from './time.ts'

export const ruling = z
  .object({
    open: z.boolean(),
    rule: z.enum(['emergency', 'override', 'event', 'weekly', 'direct']),
    reason: z.string().describe('As the record of a call would say it'),
    until: instant.nullable().describe('When another rule takes over'),
    eventId: id.nullable().describe('The event that rules'),
    change: z.object({ id, name: z.string() }).nullable().describe('The dated change that is in force'),
  })
  .meta({ id: 'Ruling' })

export const exampleRuling: z.output<typeof ruling> = {
  open: true,
  rule: 'weekly',
  reason: 'Within business hours until 18:00.',
  until: '2026-11-24T18:00:00.000Z',
  eventId: null,
  change: null,
}

export const exampleNextRuling: z.output<typeof ruling> = {
  ...exampleRuling,
  open: false,
  reason: 'Outside business hours until Wed 25 Nov 08:30.',
  until: '2026-11-25T08:30:00.000Z',
}
