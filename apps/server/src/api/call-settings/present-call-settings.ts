/** Call settings as the contract shows them. */
import type { getCallSettings, MethodOutput } from '@mainline/contract'
import type { CallSettings } from '@mainline/storage'
import { toIso } from '../instant.ts'

export const presentCallSettings = (row: CallSettings): MethodOutput<typeof getCallSettings> => ({
  numberId: row.numberId,
  version: row.version,
  inHours: row.routes.inHours,
  outOfHours: row.routes.outOfHours,
  hours: row.hoursOverride,
  voicemailEmails: row.voicemailEmails,
  emailAs: row.emailAs,
  changedAt: toIso(row.changedAt),
  changedBy: row.changedBy,
})
