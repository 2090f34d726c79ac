/** What pbx says to the zone, hours and extensions of a site (M8). */
import {
  type CallsOut,
  callingCodeAt,
  noCallsOut,
  type OpeningHours,
  refuseExtension,
  validateHours,
  validateZone,
} from '@mainline/pbx'
import { orRefused, Refused, refusedFor } from '../../errors.ts'

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

/**
 * Why the voice portal cannot have the extension (C15): phones would reach an emergency service by it.
 *
 * @param e164 a number that tells the country of the site where its time zone is of none; undefined: nobody knows yet
 */
export function judgePortalExtension(
  extension: string,
  { timeZone, e164 }: { timeZone: string; e164: string | null | undefined },
  callsOut: Partial<CallsOut> | null | undefined,
): Refused | undefined {
  const { linePrefix } = { ...noCallsOut, ...callsOut }
  return orRefused(refuseExtension(extension, callingCodeAt(timeZone, e164), linePrefix ?? undefined))
}
