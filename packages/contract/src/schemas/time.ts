/** Instants on the wire: ISO 8601 with an offset or Z. Inside the server they are milliseconds since the epoch. */
import { z } from 'zod'

/** An instant that the server gives: UTC with milliseconds. */
export const instant = z.iso.datetime().meta({ examples: ['2026-11-24T09:00:00.000Z'] })

/** An instant that a client gives: any offset, in years that every answer can write. */
export const givenInstant = z.iso
  .datetime({ offset: true })
  // What is no instant is neither before nor after: one fault is enough.
  .refine((text) => !(Date.parse(text) < 0 || Date.parse(text) >= endOfTime), 'must lie from 1970 to 2999')

const endOfTime = Date.UTC(3000, 0)
