/** Every version of the call settings, newest first, each with what it changed. */
import type * as contract from '@mainline/contract'
import { type SettingsContent, settingsDifference } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { noSettings } from './no-settings.ts'
import { presentCallSettings } from './present-call-settings.ts'

export const listCallSettingsVersions: Handler<typeof contract.listCallSettingsVersions> = async (
  { params: { numberId } },
  { db },
) => {
  const versions = await storage.callSettingsHistory(db, numberId)
  if (versions.length === 0) return noSettings(db, numberId)
  return {
    items: versions.map((row, index) => {
      const before = versions[index + 1]
      const changes = before ? settingsDifference(contentOf(before), contentOf(row)) : []
      return { ...presentCallSettings(row), changes: [...changes] }
    }),
  }
}

const contentOf = (row: storage.CallSettings): SettingsContent => ({
  ...row.routes,
  hours: row.hoursOverride,
  voicemailEmails: row.voicemailEmails,
  emailAs: row.emailAs,
})
