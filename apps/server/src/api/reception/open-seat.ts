/** Opens the seat of a person at a site, and tells the engine which device to ring. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { needsPerson } from '../sign-in/person.ts'
import { judgeFallback } from './judge-fallback.ts'
import { seatRecordOf } from './own-seat.ts'
import { presentSeat } from './present-seat.ts'
import type { ReceptionNeeds } from './reception-needs.ts'
import { openPhoneOfPage } from './seat-phone.ts'

export const openSeat =
  ({ reception, signIn, system }: ReceptionNeeds): Handler<typeof contract.openSeat> =>
  async ({ params: { siteId }, body }, facts) => {
    const { db, principal } = facts
    const site = await storage.findSite(db, siteId)
    if (!site) return noSuch('site')
    if (principal.userId === null) return needsPerson()
    const refused = await judgeFallback(system, site, body.fallback)
    if (refused) return refused
    const place =
      body.deviceId === undefined
        ? await openPhoneOfPage(signIn, site, facts)
        : await phoneOfDesk(db, site, body.deviceId)
    if (place instanceof Refused) return place
    const inPage = 'password' in place
    // The name as people know it: a receptionist's own row of users is not its role's to read.
    const user = await storage.findUser(system, principal.userId)
    const seat = await storage.openSeat(db, {
      operatorId: site.operatorId,
      siteId,
      userId: principal.userId,
      name: user?.name ?? principal.name,
      deviceId: place.device.id,
      presence: body.presence,
      fallback: body.fallback,
      // A page shows and sounds what waits by itself; its phone rings when the seat takes a call.
      ringsDevice: body.ringsDevice && !inPage,
      soundInPage: inPage,
    })
    const record = await seatRecordOf(db, seat)
    if (record) await reception.openSeat(record)
    return presentSeat(seat)
  }

async function phoneOfDesk(db: storage.Db, site: storage.Site, deviceId: string) {
  const device = await storage.findDevice(db, deviceId)
  if (!device) return noSuch('device')
  const ofReception =
    device.siteId === site.id && device.organizationId === site.operatorId && device.sessionId === null
  return ofReception ? { device } : new Refused('seat-device', 'the device is not one of this reception')
}
