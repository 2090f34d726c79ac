/** Local times of a site and opening times of a day; whether they exist is judged by the domain, which names each fault. */
import { z } from 'zod'

/** `YYYY-MM-DDTHH:MM`, no offset. */
export const localTime = z.string().max(16)

/** Half-open opening time of one day. */
const dayInterval = z.object({
  start: z.string().max(5).describe('HH:MM, local to the site'),
  end: z.string().max(5).describe('HH:MM, exclusive, 24:00 allowed, on the same day'),
})

/** Half days: when it is open all the same. */
export const dayIntervals = z
  .array(dayInterval)
  .max(24)
  .readonly()
  .nullable()
  .describe('Half days: when each day is open all the same; null or empty: closed throughout')
