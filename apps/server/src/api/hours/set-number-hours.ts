/** Gives a main number hours of its own, or those of its site again (M8, N12). */
import type * as contract from '@mainline/contract'
import { validateHours } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import { noSuch, presented, Refused, refusedFor } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { settingsHolder } from '../call-settings/settings-holder.ts'
import { presentNumberHours } from './present-hours.ts'

export const setNumberHours: Handler<typeof contract.setNumberHours> = async (
  { params: { numberId }, body: { version, hours } },
  { db, principal },
) => {
  const holder = await settingsHolder(db, numberId)
  if (Refused.is(holder)) return holder
  const { routes, voicemailEmails, emailAs, siteId } = holder.settings
  const site = await storage.findSite(db, siteId)
  if (!site) return noSuch('site')
  const refused = hours && refusedFor(validateHours(hours))
  if (refused) return refused
  const change = { routes, voicemailEmails, emailAs, hoursOverride: hours, changedBy: principal.name }
  const saved = await storage.saveCallSettings(db, numberId, version, change)
  return presented(saved, (row) => presentNumberHours(site, row))
}
