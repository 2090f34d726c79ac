/** Every version of the call settings, newest first. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { noSettings } from './no-settings.ts'
import { presentCallSettings } from './present-call-settings.ts'

export const listCallSettingsVersions: Handler<typeof contract.listCallSettingsVersions> = async (
  { params: { numberId } },
  { db },
) => {
  const versions = await storage.callSettingsHistory(db, numberId)
  return versions.length > 0 ? { items: versions.map(presentCallSettings) } : noSettings(db, numberId)
}
