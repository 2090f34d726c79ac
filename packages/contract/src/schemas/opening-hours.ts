/** Business hours (M8). Times of day and days are judged by the domain, which names each fault. */
import { z } from 'zod'

const time = z.string().max(5)

/** One half-open interval; an end before the start lies on the next day. */
const weeklyInterval = z.object({
  day: z.literal([1, 2, 3, 4, 5, 6, 7]).describe('1 is Monday'),
  start: time.describe('HH:MM, local to the site'),
  end: time.describe('HH:MM, exclusive, 24:00 allowed'),
})

export const openingHours = z
  .discriminatedUnion('mode', [
    z.object({ mode: z.literal('always-open') }),
    z.object({ mode: z.literal('always-closed') }),
    z.object({ mode: z.literal('weekly'), intervals: z.array(weeklyInterval).max(100).readonly() }),
  ])
  .meta({ id: 'OpeningHours' })

export const exampleHours: z.output<typeof openingHours> = {
  mode: 'weekly',
  intervals: ([1, 2, 3, 4, 5] as const).map((day) => ({ day, start: '08:30', end: '18:00' })),
}
