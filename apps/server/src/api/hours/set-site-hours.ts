/** Sets the business hours of a site (M8, N12). */
import type * as contract from '@mainline/contract'
import { validateHours } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import { presented, refusedFor } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentSiteHours } from './present-hours.ts'

export const setSiteHours: Handler<typeof contract.setSiteHours> = async (
  { params, body: { version, hours } },
  { db },
) =>
  refusedFor(validateHours(hours)) ??
  presented(await storage.updateSite(db, params.siteId, version, { businessHours: hours }), presentSiteHours)
