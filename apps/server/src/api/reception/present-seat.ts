/** A seat as the contract shows it. */
import type { MethodOutput, openSeat } from '@mainline/contract'
import type { ReceptionSeat } from '@mainline/storage'

export const presentSeat = (seat: ReceptionSeat): MethodOutput<typeof openSeat> => ({
  seatId: seat.id,
  siteId: seat.siteId,
  name: seat.name,
  deviceId: seat.deviceId,
  presence: seat.presence,
  reason: seat.reason,
  fallback: seat.fallback,
  ringsDevice: seat.ringsDevice,
  inPage: seat.soundInPage,
})
