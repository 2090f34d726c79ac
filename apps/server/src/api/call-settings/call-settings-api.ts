/** The methods of the group `call-settings` with their handlers. */

import * as contract from '@mainline/contract'
import type { Database } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { checkForwards } from './check-forwards.ts'
import { getCallSettings } from './get-call-settings.ts'
import { listCallSettingsVersions } from './list-call-settings-versions.ts'
import { rollbackCallSettings } from './rollback-call-settings.ts'
import { saveCallSettings } from './save-call-settings.ts'

export const callSettingsApi = (needs: { database: Database }): Route[] => [
  on(contract.checkForwards, checkForwards(needs)),
  on(contract.getCallSettings, getCallSettings),
  on(contract.listCallSettingsVersions, listCallSettingsVersions),
  on(contract.rollbackCallSettings, rollbackCallSettings(needs)),
  on(contract.saveCallSettings, saveCallSettings(needs)),
]
