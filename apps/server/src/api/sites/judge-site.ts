/** What pbx says to the zone, hours and extensions of a site (M8). */
import { type OpeningHours, validateHours, validateZone } from '@mainline/pbx'
import { Refused, refusedFor } from '../../errors.ts'

interface SiteFields {
  timeZone?: string | undefined
  businessHours?: OpeningHours | undefined
  extensionFirst: number
  extensionLast: number
}

/** Why a site cannot be saved so; undefined when it can. */
export function judgeSite(site: SiteFields): Refused | undefined {
  const zone = site.timeZone === undefined ? undefined : validateZone(site.timeZone)
  const hours = site.businessHours === undefined ? [] : validateHours(site.businessHours)
  if (site.extensionFirst > site.extensionLast)
    return new Refused(
      'extension-order',
      `the first extension, ${site.extensionFirst}, is greater than the last one, ${site.extensionLast}`,
    )
  return refusedFor(zone ? [zone, ...hours] : hours)
}
