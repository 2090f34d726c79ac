/** Gives the page of a seat its phone, and tells the engine that the seat is there now. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { ownOpenSeat, seatClosed, seatRecordOf } from './own-seat.ts'
import { presentPhone } from './present-phone.ts'
import type { ReceptionNeeds } from './reception-needs.ts'
import { openPhoneOfPage } from './seat-phone.ts'

export const openSeatPhone =
  ({ reception, signIn, turn }: ReceptionNeeds): Handler<typeof contract.openSeatPhone> =>
  async ({ params: { seatId } }, facts) => {
    const { db, principal } = facts
    const seat = await ownOpenSeat(db, seatId, principal)
    if (seat instanceof Refused) return seat
    if (!seat.soundInPage) return seatClosed()
    const site = await storage.findSite(db, seat.siteId)
    if (!site) return noSuch('site')
    const phone = await openPhoneOfPage(signIn, site, facts)
    if (phone instanceof Refused) return phone
    const moved = (await storage.changeSeat(db, seatId, { deviceId: phone.device.id })) ?? seat
    const record = await seatRecordOf(db, moved)
    if (record) await reception.openSeat(record)
    return presentPhone(phone, turn)
  }
