/** Reads a site. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentSite } from './present-site.ts'

export const getSite: Handler<typeof contract.getSite> = async ({ params }, { db }) => {
  const site = await storage.findSite(db, params.siteId)
  return site ? presentSite(site) : noSuch('site')
}
