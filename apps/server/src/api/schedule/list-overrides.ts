/** What is set by hand at a site and still holds. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentOverride } from './present-override.ts'

export const listOverrides: Handler<typeof contract.listOverrides> = async (
  { params: { siteId } },
  { db },
) => {
  if (!(await storage.findSite(db, siteId))) return noSuch('site')
  const overrides = await storage.currentSiteOverrides(db, siteId, Date.now())
  return { items: overrides.map(presentOverride) }
}
