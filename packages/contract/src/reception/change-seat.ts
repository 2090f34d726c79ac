/** Ready or away; `ready` also ends the moment for oneself after a call (C7). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import {
  awayReason,
  exampleSeat,
  exampleSeatParams,
  presence,
  seat,
  seatFallback,
  seatParams,
} from './seat.ts'

export const changeSeat = defineMethod({
  id: 'change-seat',
  group: 'reception',
  method: 'PATCH',
  path: `${apiPrefix}/seats/:seatId`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist'] },
  summary: 'Say whether a seat takes calls',
  params: seatParams,
  body: z.object({
    presence,
    reason: awayReason.default(null).describe('Why it is away'),
    fallback: seatFallback,
  }),
  response: seat,
  errors: ['not-found', 'seat-not-yours', 'seat-closed', 'outside-not-allowed'],
  example: {
    params: exampleSeatParams,
    body: { presence: 'away', reason: 'Lunch' },
    response: { ...exampleSeat, presence: 'away', reason: 'Lunch' },
  },
})
