/** The seat that a request names, if it is the asking person's; and what the engine is told of it. */
import type { Principal } from '@mainline/contract'
import type { SeatRecord } from '@mainline/engine'
import { type Db, findDevice, findSeat, findSite, type ReceptionSeat, receptionOf } from '@mainline/storage'
import { noSuch, Refused } from '../../errors.ts'

export async function ownSeat(
  db: Db,
  seatId: string,
  { userId }: Principal,
): Promise<ReceptionSeat | Refused> {
  const seat = await findSeat(db, seatId)
  if (!seat) return noSuch('seat')
  if (userId === null || seat.userId !== userId)
    return new Refused('seat-not-yours', `the seat is ${seat.name}’s`)
  return seat
}

/** As {@link ownSeat}, if somebody sits there. */
export async function ownOpenSeat(db: Db, seatId: string, principal: Principal) {
  const seat = await ownSeat(db, seatId, principal)
  if (seat instanceof Refused) return seat
  return seat.closedAt === null && seat.deviceId !== null ? seat : seatClosed()
}

export const seatClosed = (): Refused => new Refused('seat-closed', 'the seat is closed')

/** @returns undefined when its device is gone */
export async function seatRecordOf(db: Db, seat: ReceptionSeat): Promise<SeatRecord | undefined> {
  const device = seat.deviceId === null ? undefined : await findDevice(db, seat.deviceId)
  if (!device) return undefined
  const site = await findSite(db, seat.siteId)
  return {
    id: seat.id,
    siteId: seat.siteId,
    operatorId: seat.operatorId,
    name: seat.name,
    deviceId: device.id,
    username: device.username,
    srtp: device.srtp,
    presence: seat.presence,
    reason: seat.reason ?? undefined,
    ringsDevice: seat.ringsDevice,
    fallback: seat.fallback ?? undefined,
    soundInPage: seat.soundInPage,
    wrapUpSeconds: site && receptionOf(site).wrapUpSeconds,
  }
}
