/** The dated changes of a main number. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { noSettings } from '../call-settings/no-settings.ts'
import { zoneOfSite } from '../zone-of-site.ts'
import { presentChange } from './present-change.ts'

export const listDatedChanges: Handler<typeof contract.listDatedChanges> = async (
  { params: { numberId } },
  { db },
) => {
  const settings = await storage.findCallSettings(db, numberId)
  if (!settings) return noSettings(db, numberId)
  const zone = await zoneOfSite(db, settings.siteId)
  const rows = await storage.listDatedChanges(db, numberId)
  return { items: rows.map((row) => presentChange(row, zone)) }
}
