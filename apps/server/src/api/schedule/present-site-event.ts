/** An event as the contract shows it. */
import type { getSiteEvent, MethodOutput } from '@mainline/contract'
import type { SiteEventWithSites } from '@mainline/storage'
import { toIso } from '../instant.ts'

export const presentSiteEvent = (row: SiteEventWithSites): MethodOutput<typeof getSiteEvent> => {
  const { kind, startsOn: from, endsOn: to, createdAt, sourceKey: _, ...event } = row
  return { ...event, when: { kind, from, to }, createdAt: toIso(createdAt) }
}
