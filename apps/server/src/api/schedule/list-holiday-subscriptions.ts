/** The holiday subscriptions of a site. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentSubscription } from './present-source.ts'

export const listHolidaySubscriptions: Handler<typeof contract.listHolidaySubscriptions> = async (
  { params: { siteId } },
  { db },
) => {
  if (!(await storage.findSite(db, siteId))) return noSuch('site')
  const rows = await storage.listScheduleSources(db, 'holidays', siteId)
  return { items: rows.map(presentSubscription) }
}
