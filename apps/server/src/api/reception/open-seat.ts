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

export const openSeat =
  ({ reception, system }: ReceptionNeeds): Handler<typeof contract.openSeat> =>
  async ({ params: { siteId }, body }, { db, principal }) => {
    const site = await storage.findSite(db, siteId)
    if (!site) return noSuch('site')
    const device = await storage.findDevice(db, body.deviceId)
    if (!device) return noSuch('device')
    if (principal.userId === null) return needsPerson()
    if (device.siteId !== siteId || device.organizationId !== site.operatorId)
      return new Refused('seat-device', 'the device is not one of this reception')
    const refused = await judgeFallback(system, site, body.fallback)
    if (refused) return refused
    // The name as people know it: a receptionist's own row of users is not its role's to read.
    const user = await storage.findUser(system, principal.userId)
    const seat = await storage.openSeat(db, {
      operatorId: site.operatorId,
      siteId,
      userId: principal.userId,
      name: user?.name ?? principal.name,
      soundInPage: false,
      ...body,
    })
    const record = await seatRecordOf(db, seat)
    if (record) await reception.openSeat(record)
    return presentSeat(seat)
  }
