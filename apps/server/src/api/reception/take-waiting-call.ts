/** Answers a waiting call at a seat: one wins, the others read whose it is (C7). */
import type * as contract from '@mainline/contract'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { ownOpenSeat } from './own-seat.ts'
import type { ReceptionNeeds } from './reception-needs.ts'

export const takeWaitingCall =
  ({ reception }: ReceptionNeeds): Handler<typeof contract.takeWaitingCall> =>
  async ({ params: { seatId }, body: { liveCallId } }, { db, principal }) => {
    const seat = await ownOpenSeat(db, seatId, principal)
    if (seat instanceof Refused) return seat
    const { by, name } = await reception.take(liveCallId, seatId)
    if (by === 'you') return undefined
    if (by === 'unreached') return new Refused('seat-unreached', 'your phone cannot be rung now')
    return by === 'other'
      ? new Refused('call-taken', `taken by ${name}`)
      : new Refused('call-gone', 'the call does not wait any more')
  }
