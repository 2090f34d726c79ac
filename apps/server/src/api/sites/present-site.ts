/** A site as the contract shows it, and what the contract says of one as storage keeps it. */
import type { getSite, MethodOutput } from '@mainline/contract'
import { isRefusal, zoneNamed } from '@mainline/pbx'
import { callsOutOf, type Site } from '@mainline/storage'
import { toIso } from '../instant.ts'

export const presentSite = ({ portalExtension, callsOut, ...site }: Site): MethodOutput<typeof getSite> => ({
  ...site,
  portalExtension: portalExtension === null ? null : Number(portalExtension),
  callsOut: presentCallsOut({ callsOut }),
  createdAt: toIso(site.createdAt),
})

const presentCallsOut = (site: Pick<Site, 'callsOut'>): MethodOutput<typeof getSite>['callsOut'] => {
  const rules = callsOutOf(site)
  return { ...rules, classes: [...rules.classes] }
}

/** Extensions are kept as text; null clears one, undefined leaves it. */
export const keptExtension = (extension: number | null | undefined): string | null | undefined =>
  extension == null ? extension : String(extension)

/** Zones are kept by their name, however they were typed; undefined leaves it. A name that is none was refused before. */
export function keptZone(zone: string): string
export function keptZone(zone: string | undefined): string | undefined
export function keptZone(zone: string | undefined): string | undefined {
  const name = zone === undefined ? undefined : zoneNamed(zone)
  return isRefusal(name) ? zone : name
}
