/** What a seat does with the call that it has (C8). */
import { z } from 'zod'
import { receptionistsOfOverflow } from '../access.ts'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { e164 } from '../schemas/phone-number.ts'
import { exampleDeskCall } from './desk-call.ts'
import { exampleSeatParams, seatParams } from './seat.ts'
import { liveCallId } from './take-waiting-call.ts'

const person = z
  .union([
    z.object({ numberId: id.describe('A phone number of the organization that was called') }),
    z.object({ outside: e164.describe('Any other number, by the trunk') }),
  ])
  .describe('Whom the call is passed on to')

const seatOrder = z
  .discriminatedUnion('do', [
    z.object({
      do: z.enum(['hold', 'resume', 'swap', 'return', 'connect', 'voicemail', 'hang-up']),
      liveCallId,
    }),
    z.object({ do: z.enum(['pass', 'ask']), liveCallId, to: person }),
  ])
  .meta({ id: 'SeatOrder' })

export const orderSeatCall = defineMethod({
  id: 'order-seat-call',
  group: 'reception',
  method: 'POST',
  path: `${apiPrefix}/seats/:seatId/orders`,
  access: receptionistsOfOverflow,
  summary: 'Hold, pass on or end a call',
  description: [
    '`hold` and `resume`; `pass` on without asking, and the seat is free; `ask` a person first, then `swap` between the',
    'two, `return` to the caller without the person, or `connect` the two; `voicemail`, of a call that still waits too; `hang-up`. A person who does not',
    'answer in time sends the caller back to the seat, then to the head of the queue.',
  ].join(' '),
  params: seatParams,
  body: seatOrder,
  status: 204,
  errors: [
    'not-found',
    'seat-not-yours',
    'seat-closed',
    'call-gone',
    'order-unfit',
    'person-elsewhere',
    'person-unreachable',
    'outside-not-allowed',
  ],
  example: {
    params: exampleSeatParams,
    body: { do: 'pass', liveCallId: exampleDeskCall.liveCallId, to: { numberId: exampleIds.phoneNumber } },
  },
})
