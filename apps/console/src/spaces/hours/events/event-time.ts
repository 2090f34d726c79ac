/** When an event begins and ends, in the zone of its site. */
import { instantOfLocal } from '../../../parts/local-time.ts'
import type { SiteEvent } from './use-site-events.ts'

/** When an event begins in the zone, epoch ms. */
export const startOf = ({ when }: SiteEvent, zone: string): number =>
  Date.parse(instantOfLocal(when.kind === 'days' ? `${when.from}T00:00:00` : `${when.from}:00`, zone))

/** When it ends, epoch ms: of whole days the midnight after the last. */
export const endOf = ({ when }: SiteEvent, zone: string): number =>
  Date.parse(instantOfLocal(when.kind === 'days' ? `${dayAfter(when.to)}T00:00:00` : `${when.to}:00`, zone))

export const isOver = (event: SiteEvent, zone: string, now: number): boolean => endOf(event, zone) <= now

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
