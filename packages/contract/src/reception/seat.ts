/** Seats of a reception (C7): a person, a device that rings, and what it is doing. */
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { e164 } from '../schemas/phone-number.ts'
import { text } from '../schemas/text.ts'
import { instant } from '../schemas/time.ts'

export const seatParams = z.object({ seatId: id })
export const exampleSeatParams = { seatId: exampleIds.seat }

/** `ready`: rings. `wrap-up`: has a moment for itself after a call. `offline`: its device cannot ring, or its page is silent. */
export const seatState = z.enum(['ready', 'talking', 'wrap-up', 'away', 'offline'])
export const presence = z.enum(['ready', 'away'])
export const awayReason = text(80).nullable()

/** A desk or mobile phone that rings instead; whoever answers there presses 1 to take the call. Left out: as it was. */
export const seatFallback = e164
  .nullable()
  .optional()
  .describe('Rings when its own phone cannot, or is not answered for 12 s; left out: as it was')

export const seat = z
  .object({
    seatId: id,
    siteId: id,
    name: z.string(),
    deviceId: id.nullable().describe('null: the device was deleted'),
    presence,
    reason: z.string().nullable(),
    fallback: z
      .string()
      .nullable()
      .describe('Number that rings when its own phone cannot, or is not answered'),
    ringsDevice: z.boolean().describe('Waiting calls ring the device; otherwise they are on the screen only'),
    inPage: z.boolean().describe('Its calls are answered in the page'),
  })
  .meta({ id: 'Seat' })

export const seatOnDesk = z
  .object({
    seatId: id,
    name: z.string(),
    state: seatState,
    reason: z.string().nullable().describe('Why it is away'),
    since: instant.describe('Since when the state holds'),
    wrapUpUntil: instant.nullable(),
    liveCallIds: z.array(z.string()),
    mine: z.boolean(),
  })
  .meta({ id: 'SeatOnDesk' })

export const exampleSeat: z.output<typeof seat> = {
  seatId: exampleIds.seat,
  siteId: exampleIds.site,
  name: 'Rita Vale',
  deviceId: exampleIds.device,
  presence: 'ready',
  reason: null,
  fallback: null,
  ringsDevice: true,
  inPage: false,
}

export const exampleSeatOnDesk: z.output<typeof seatOnDesk> = {
  seatId: exampleIds.seat,
  name: 'Rita Vale',
  state: 'ready',
  reason: null,
  since: exampleInstant,
  wrapUpUntil: null,
  liveCallIds: [],
  mine: true,
}
