/** An alert as the contract shows it. */
import type { listAlerts, MethodOutput } from '@mainline/contract'
import type { Alert } from '@mainline/storage'
import { toIso, toIsoOrNull } from '../instant.ts'

export const presentAlert = ({
  subject: _,
  notifiedAt: _notified,
  ...alert
}: Alert): MethodOutput<typeof listAlerts>['items'][number] => ({
  ...alert,
  raisedAt: toIso(alert.raisedAt),
  clearedAt: toIsoOrNull(alert.clearedAt),
  acknowledgedAt: toIsoOrNull(alert.acknowledgedAt),
})
