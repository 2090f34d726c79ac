/** Reads the hours that hold for a main number. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { noSettings } from '../call-settings/no-settings.ts'
import { presentNumberHours } from './present-hours.ts'

export const getNumberHours: Handler<typeof contract.getNumberHours> = async (
  { params: { numberId } },
  { db },
) => {
  const settings = await storage.findCallSettings(db, numberId)
  if (!settings) return noSettings(db, numberId)
  const site = await storage.findSite(db, settings.siteId)
  return site ? presentNumberHours(site, settings) : noSuch('site')
}
