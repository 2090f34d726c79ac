/** Says whether a seat takes calls. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { judgeFallback } from './judge-fallback.ts'
import { ownOpenSeat, seatClosed, seatRecordOf } from './own-seat.ts'
import { presentSeat } from './present-seat.ts'
import type { ReceptionNeeds } from './reception-needs.ts'

export const changeSeat =
  ({ reception, system }: ReceptionNeeds): Handler<typeof contract.changeSeat> =>
  async ({ params: { seatId }, body: { presence, reason, fallback } }, { db, principal }) => {
    const seat = await ownOpenSeat(db, seatId, principal)
    if (seat instanceof Refused) return seat
    const site = await storage.findSite(db, seat.siteId)
    const refused = site && (await judgeFallback(system, site, fallback))
    if (refused) return refused
    const change = {
      presence,
      reason: presence === 'away' ? reason : null,
      ...(fallback !== undefined && { fallback }),
    }
    const changed = (await storage.changeSeat(db, seatId, change)) ?? seat
    const record = await seatRecordOf(db, changed)
    if (!record) return seatClosed()
    await reception.openSeat(record)
    // Whoever only says where else to ring keeps its moment for itself.
    if (presence === 'ready' && fallback === undefined) await reception.endWrapUp(seatId)
    return presentSeat(changed)
  }
