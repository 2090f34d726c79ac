/** The methods of the group `call-settings` with their handlers. */

import * as contract from '@mainline/contract'
import type { Database, Db } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { getCallSettings } from './get-call-settings.ts'
import { listCallSettingsVersions } from './list-call-settings-versions.ts'
import { saveCallSettings } from './save-call-settings.ts'

export const callSettingsApi = (needs: { db: Db; database: Database }): Route[] => [
  on(contract.getCallSettings, getCallSettings(needs)),
  on(contract.listCallSettingsVersions, listCallSettingsVersions(needs)),
  on(contract.saveCallSettings, saveCallSettings(needs)),
]
