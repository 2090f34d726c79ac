/** The page of a seat tells that it is there: of a seat that is silent for seven seconds nothing is expected (C7). */
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
  status: 204,
  errors: ['not-found', 'seat-not-yours', 'seat-closed'],
  example: { params: exampleSeatParams },
})
