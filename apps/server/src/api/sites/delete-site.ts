/** Removes a site that was opened by mistake. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presentedGone } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentSite } from './present-site.ts'

export const deleteSite: Handler<typeof contract.deleteSite> = async ({ params, query }, { db }) =>
  presentedGone(await storage.removeSite(db, params.siteId, query.version), presentSite)
