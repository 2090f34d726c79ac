/** An alert, and what leads to the place where it is mended. */
import type { AnswerOf } from '../api/client.ts'

export type Alert = AnswerOf<'listAlerts'>['items'][number]

const ofServers: ReadonlySet<Alert['kind']> = new Set([
  'engine-lost',
  'rtpengine-lost',
  'certificate-ends',
  'disk-fills',
  'mail-fails',
])

/** The page where the cause of an alert is seen; undefined where there is none. */
export function placeOf({ kind, organizationId, siteId, numberId }: Alert): string | undefined {
  if (kind === 'trunk-misfit') return '/administration/trunks'
  if (ofServers.has(kind)) return '/administration/engines'
  if (kind === 'webhook-disabled') return '/administration/webhooks'
  if (kind === 'reception-unattended') return `/reception?site=${siteId}`
  if (!organizationId) return undefined
  if (kind === 'calls-out-limit') return `/occupiers/${organizationId}/calls?direction=out`
  const search = new URLSearchParams({
    ...(siteId && { site: siteId }),
    ...(numberId && { number: numberId }),
  })
  return `/occupiers/${organizationId}/telephony?${search}`
}
