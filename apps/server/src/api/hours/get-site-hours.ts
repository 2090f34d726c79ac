/** Reads the business hours of a site. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentSiteHours } from './present-hours.ts'

export const getSiteHours: Handler<typeof contract.getSiteHours> = async ({ params }, { db }) => {
  const site = await storage.findSite(db, params.siteId)
  return site ? presentSiteHours(site) : noSuch('site')
}
