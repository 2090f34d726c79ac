/** The page of a seat tells that it is there: of a seat that is silent for seven seconds nothing is expected (C7). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleSeatParams, seatParams } from './seat.ts'

export const beatSeat = defineMethod({
  id: 'beat-seat',
  group: 'reception',
  method: 'POST',
  path: `${apiPrefix}/seats/:seatId/beat`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist'] },
  summary: 'Tell that a seat is there',
  params: seatParams,
  body: z.object({
    canRing: z
      .boolean()
      .default(true)
      .describe(
        'false: the page knows that nobody could be spoken to there, for want of a microphone for instance',
      ),
  }),
  status: 204,
  errors: ['not-found', 'seat-not-yours', 'seat-closed'],
  example: { params: exampleSeatParams, body: { canRing: true } },
})
