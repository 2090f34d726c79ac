/** Hours as the contract shows them (M8). */
import type { getNumberHours, getSiteHours, MethodOutput } from '@mainline/contract'
import { isOpen } from '@mainline/pbx'
import type { CallSettings, Site } from '@mainline/storage'

export const presentSiteHours = (site: Site): MethodOutput<typeof getSiteHours> => ({
  hours: site.businessHours,
  timeZone: site.timeZone,
  openNow: isOpen(site.businessHours, site.timeZone, Date.now()),
  version: site.version,
})

export function presentNumberHours(
  site: Site,
  { hoursOverride: override, version }: CallSettings,
): MethodOutput<typeof getNumberHours> {
  const hours = override ?? site.businessHours
  const { timeZone } = site
  const source = override === null ? 'site' : 'number'
  return { hours, source, override, timeZone, openNow: isOpen(hours, timeZone, Date.now()), version }
}
