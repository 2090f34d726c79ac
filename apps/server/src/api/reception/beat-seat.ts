/** Hears that the page of a seat is there. An engine that was started meanwhile learns of the seat anew. */
import type * as contract from '@mainline/contract'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { ownOpenSeat, seatClosed, seatRecordOf } from './own-seat.ts'
import type { ReceptionNeeds } from './reception-needs.ts'

export const beatSeat =
  ({ reception }: ReceptionNeeds): Handler<typeof contract.beatSeat> =>
  async ({ params: { seatId }, body: { canRing } }, { db, principal }) => {
    const seat = await ownOpenSeat(db, seatId, principal)
    if (seat instanceof Refused) return seat
    if (await reception.beat(seatId, canRing)) return undefined
    const record = await seatRecordOf(db, seat)
    if (!record) return seatClosed()
    await reception.openSeat(record)
    if (!canRing) await reception.beat(seatId, canRing)
    return undefined
  }
