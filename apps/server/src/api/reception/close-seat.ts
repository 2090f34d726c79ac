/** Closes a seat. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { ownSeat } from './own-seat.ts'
import type { ReceptionNeeds } from './reception-needs.ts'

export const closeSeat =
  ({ reception }: ReceptionNeeds): Handler<typeof contract.closeSeat> =>
  async ({ params: { seatId } }, { db, principal }) => {
    const seat = await ownSeat(db, seatId, principal)
    if (seat instanceof Refused) return seat
    await storage.changeSeat(db, seatId, { closedAt: Date.now() })
    await reception.closeSeat(seatId)
    return undefined
  }
