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
import * as storage from '@mainline/storage'
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
 * Why a site cannot be where it is to be, or dial as it is to for an outside line (C15): the extension of one of its numbers would
 * become a call for help by that, and never ring again.
 *
 * @param db of the transaction that has changed the site: until its end nobody adds a number there
 */
export async function judgeExtensions(
  db: storage.Db,
  before: storage.Site,
  after: storage.Site,
): Promise<Refused | undefined> {
  const [then, now] = [before, after].map((site) => storage.callsOutOf(site).linePrefix ?? undefined)
  if (before.timeZone === after.timeZone && then === now) return undefined
  for (const { e164, extension } of await storage.extensionsAt(db, after.id)) {
    const refusal = refuseExtension(extension, callingCodeAt(after.timeZone, e164), now)
    // Whatever was one before is no fault of the change.
    if (refusal && !refuseExtension(extension, callingCodeAt(before.timeZone, e164), then))
      return orRefused(refusal)
  }
  return undefined
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

/** Extensions that are named in the refusal. */
const mostNamed = 3

/**
 * Why the extensions of a site cannot run as they are to: numbers have some that would lie outside, and could not be given them again.
 * What lay outside before is no fault of the change.
 *
 * @param db of the transaction that has changed the site: until its end nobody adds a number there
 */
export async function judgeRange(
  db: storage.Db,
  before: storage.Site,
  after: storage.Site,
): Promise<Refused | undefined> {
  const { extensionFirst: first, extensionLast: last } = after
  if (first <= before.extensionFirst && last >= before.extensionLast) return undefined
  const left = (await storage.extensionsAt(db, after.id))
    .map(({ extension }) => Number(extension))
    .filter((one) => isWithin(one, before) && !isWithin(one, after))
    .toSorted((a, b) => a - b)
  if (left.length === 0) return undefined
  const named = left.slice(0, mostNamed).join(', ')
  const others = left.length > mostNamed ? ` and ${left.length - mostNamed} more` : ''
  return new Refused(
    'extension-out-of-range',
    `numbers of the site have extensions outside ${first} to ${last}: ${named}${others}`,
    { values: { first, last, extensions: named, more: Math.max(0, left.length - mostNamed) } },
  )
}

const isWithin = (
  extension: number,
  { extensionFirst, extensionLast }: Pick<storage.Site, 'extensionFirst' | 'extensionLast'>,
): boolean => extension >= extensionFirst && extension <= extensionLast
