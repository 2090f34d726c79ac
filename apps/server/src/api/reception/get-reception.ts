/** Reads how the reception of a site works. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentReception } from './present-reception.ts'

export const getReception: Handler<typeof contract.getReception> = async ({ params }, { db }) => {
  const site = await storage.findSite(db, params.siteId)
  return site ? presentReception(site) : noSuch('site')
}
