/** Gives the page of a seat its phone: the seat is in this page from now on, wherever it was before (C7). */

import { examplePagePhone, pagePhone } from '../browser-phones/page-phone.ts'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleSeatParams, seatParams } from './seat.ts'

export const openSeatPhone = defineMethod({
  id: 'open-seat-phone',
  group: 'reception',
  method: 'POST',
  path: `${apiPrefix}/seats/:seatId/phone`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist'] },
  summary: 'Open the phone of a seat in this browser',
  description:
    'Only the reception rings it, and it rings when the seat takes a call (`take-waiting-call`): it then answers by itself. It calls nobody but the test call, `sip:echo@` its realm. The credentials work over the WebSocket of this server only and end with the session; each opening makes another password.',
  params: seatParams,
  status: 201,
  response: pagePhone,
  errors: ['not-found', 'seat-not-yours', 'seat-closed', 'needs-person'],
  example: {
    params: exampleSeatParams,
    response: examplePagePhone('seat'),
  },
})
