/** The calendars that were imported at a site. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentCalendar } from './present-source.ts'

export const listCalendars: Handler<typeof contract.listCalendars> = async (
  { params: { siteId } },
  { db },
) => {
  if (!(await storage.findSite(db, siteId))) return noSuch('site')
  const rows = await storage.listScheduleSources(db, 'calendar', siteId)
  return { items: rows.map(presentCalendar) }
}
