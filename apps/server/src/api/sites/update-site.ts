/** Changes what is named of a site (N12). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { isRefused, noSuch, presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { judgeExtensions, judgePortalExtension, judgeRange, judgeSite } from './judge-site.ts'
import { judgeUnits } from './judge-units.ts'
import { keptExtension, keptZone, presentSite } from './present-site.ts'

export const updateSite: Handler<typeof contract.updateSite> = async (
  { params, body: { version, ...changes } },
  { db, principal },
) => {
  const site = await storage.findSite(db, params.siteId)
  if (!site) return noSuch('site')
  const { nomination, cooldownDays } = changes
  // N2, N7: these two say how far the operator may go; it does not set them itself.
  if (principal.role !== 'provider-admin' && (nomination ?? cooldownDays) !== undefined)
    return new Refused('forbidden', 'only the provider changes who nominates and the length of the cool-down')
  const { emergencyTrunkId } = changes
  if (principal.role !== 'provider-admin' && emergencyTrunkId !== undefined)
    return new Refused('forbidden', 'only the provider changes by which trunk emergency calls go first')
  if (emergencyTrunkId && !(await carriesFor(db, site, emergencyTrunkId))) return noSuch('trunk')
  const { extensionFirst = site.extensionFirst, extensionLast = site.extensionLast } = changes
  const refused = judgeSite({ ...changes, extensionFirst, extensionLast })
  if (refused) return refused
  const portalExtension = keptExtension(changes.portalExtension)
  const timeZone = keptZone(changes.timeZone)
  const forHelp = await judgePortal(db, site, { ...changes, timeZone, portalExtension })
  if (forHelp) return forHelp
  const dearer = (changes.mainNumberUnits ?? 0) > site.mainNumberUnits
  return transact(db, async (tx) => {
    // Before the site, as whoever buys a service does it: no two wait for each other.
    if (dearer) await storage.lockServicesAt(tx, site.id)
    const kept = { ...changes, timeZone, portalExtension }
    const changed = await storage.updateSite(tx, site.id, version, kept)
    if (isRefused(changed)) return presented(changed, presentSite)
    const refused =
      (dearer ? await judgeUnits(tx, changed) : undefined) ??
      (await judgeRange(tx, site, changed)) ??
      (await judgeExtensions(tx, site, changed))
    return refused ?? presentSite(changed)
  })
}

/** The extension of the portal may become a call for help by where the site is, or by what it dials for an outside line (C15). */
async function judgePortal(
  db: storage.Db,
  site: storage.Site,
  changes: {
    [Field in 'timeZone' | 'portalNumber' | 'portalExtension' | 'callsOut']?: storage.Site[Field] | undefined
  },
): Promise<Refused | undefined> {
  const { timeZone = site.timeZone, callsOut = site.callsOut } = changes
  const { portalNumber = site.portalNumber, portalExtension = site.portalExtension } = changes
  const same =
    portalExtension === site.portalExtension &&
    timeZone === site.timeZone &&
    portalNumber === site.portalNumber &&
    (callsOut?.linePrefix ?? null) === (site.callsOut?.linePrefix ?? null)
  if (same || portalExtension === null) return undefined
  const e164 = portalNumber ?? (await storage.anyNumberAt(db, site.id))?.e164
  return judgePortalExtension(portalExtension, { timeZone, e164 }, callsOut)
}

/** Whether the trunk is one that may carry calls of the site. */
async function carriesFor(db: storage.Db, { operatorId }: storage.Site, trunkId: string): Promise<boolean> {
  const trunk = await storage.findTrunk(db, trunkId)
  return trunk !== undefined && (trunk.operatorId === null || trunk.operatorId === operatorId)
}
