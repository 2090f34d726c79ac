/** Takes a dated change back (N12). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presentedGone } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { zoneOfSite } from '../zone-of-site.ts'
import { presentChange } from './present-change.ts'

export const cancelDatedChange: Handler<typeof contract.cancelDatedChange> = async (
  { params: { changeId }, query: { version } },
  { db },
) => {
  const stale = await storage.cancelDatedChange(db, changeId, version)
  const zone = stale?.current ? await zoneOfSite(db, stale.current.siteId) : 'UTC'
  return presentedGone(stale, (row) => presentChange(row, zone))
}
