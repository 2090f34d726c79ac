/** Does with a call what the seat that has it wants (C8). */
import type * as contract from '@mainline/contract'
import type { OrderAnswer, SeatOrder } from '@mainline/engine'
import * as storage from '@mainline/storage'
import { noSuch, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { ownOpenSeat } from './own-seat.ts'
import type { ReceptionNeeds } from './reception-needs.ts'

export const orderSeatCall =
  ({ reception }: ReceptionNeeds): Handler<typeof contract.orderSeatCall> =>
  async ({ params: { seatId }, body }, { db, principal }) => {
    const seat = await ownOpenSeat(db, seatId, principal)
    if (seat instanceof Refused) return seat
    const order = await completed(db, body)
    if (order instanceof Refused) return order
    const answer = await reception.order(body.liveCallId, seatId, order)
    return answer === 'done' ? undefined : refusals[answer]()
  }

const refusals: Readonly<Record<Exclude<OrderAnswer, 'done'>, () => Refused>> = {
  gone: () => new Refused('call-gone', 'the call is not at this seat'),
  unfit: () => new Refused('order-unfit', 'the call is in another state by now'),
  outside: () => new Refused('outside-not-allowed', 'this reception passes no calls on to numbers outside'),
  elsewhere: () => new Refused('person-elsewhere', 'that is no phone of the organization that was called'),
  unreachable: () => new Refused('person-unreachable', 'no phone of that person rings now'),
}

type Body = contract.MethodInput<typeof contract.orderSeatCall>['body']

async function completed(db: storage.Db, body: Body): Promise<SeatOrder | Refused> {
  if (!('to' in body)) return { do: body.do }
  if ('outside' in body.to) {
    const { outside: e164 } = body.to
    return { do: body.do, to: { id: e164, name: e164, e164, outside: true } }
  }
  const number = await storage.findNumber(db, body.to.numberId)
  if (!number) return noSuch('number')
  const { id, e164, label } = number
  return { do: body.do, to: { id, name: label || e164, e164, outside: false } }
}
