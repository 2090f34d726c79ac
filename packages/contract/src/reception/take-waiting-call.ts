/** Answers a call that waits: the device of the seat rings alone and is asked to answer by itself. One seat wins (C7). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleDeskCall } from './desk-call.ts'
import { exampleSeatParams, seatParams } from './seat.ts'

export const liveCallId = z.string().max(64)

export const takeWaitingCall = defineMethod({
  id: 'take-waiting-call',
  group: 'reception',
  method: 'POST',
  path: `${apiPrefix}/seats/:seatId/take`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist'] },
  summary: 'Answer a waiting call',
  params: seatParams,
  body: z.object({ liveCallId }),
  status: 204,
  errors: ['not-found', 'seat-not-yours', 'seat-closed', 'seat-unreached', 'call-taken', 'call-gone'],
  example: { params: exampleSeatParams, body: { liveCallId: exampleDeskCall.liveCallId } },
})
