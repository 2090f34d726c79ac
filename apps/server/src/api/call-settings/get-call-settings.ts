/** Reads the call settings of a main number. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { noSettings } from './no-settings.ts'
import { presentCallSettings } from './present-call-settings.ts'

export const getCallSettings: Handler<typeof contract.getCallSettings> = async (
  { params: { numberId } },
  { db },
) => {
  const settings = await storage.findCallSettings(db, numberId)
  return settings ? presentCallSettings(settings) : noSettings(db, numberId)
}
