/** Lists the phones that seats at a reception may ring. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const listSeatDevices: Handler<typeof contract.listSeatDevices> = async (
  { params: { siteId } },
  { db, principal },
) => {
  const site = await storage.findSite(db, siteId)
  if (!site) return noSuch('site')
  const devices = await storage.seatDevices(db, siteId, site.operatorId, Date.now())
  return {
    items: devices.map(({ assignedTo, ...device }) => ({
      ...device,
      ofYours: assignedTo !== null && assignedTo === principal.userId,
    })),
  }
}
