/** Which rule wins for a site as a whole, and which is next (M9). */
import type * as contract from '@mainline/contract'
import { Timetable } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { fromIso } from '../instant.ts'
import { presentRules } from './present-ruling.ts'

export const getSiteRule: Handler<typeof contract.getSiteRule> = async (
  { params: { siteId }, query },
  { db },
) => {
  const site = await storage.findSite(db, siteId)
  if (!site) return noSuch('site')
  const schedule = await storage.scheduleOfSite(db, siteId, Date.now())
  const timetable = new Timetable(site.businessHours, schedule, site.timeZone)
  return presentRules(timetable, query.at === undefined ? Date.now() : fromIso(query.at))
}
