/** Gets up. Calls that the seat has go on; no new ones come. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleSeatParams, seatParams } from './seat.ts'

export const closeSeat = defineMethod({
  id: 'close-seat',
  group: 'reception',
  method: 'DELETE',
  path: `${apiPrefix}/seats/:seatId`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist'] },
  summary: 'Close a seat',
  params: seatParams,
  status: 204,
  errors: ['not-found', 'seat-not-yours'],
  example: { params: exampleSeatParams },
})
