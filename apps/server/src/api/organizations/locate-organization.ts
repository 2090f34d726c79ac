/** Locates an organization at a site of its operator (N1). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, orRefused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentOrganization } from './present-organization.ts'

export const locateOrganization: Handler<typeof contract.locateOrganization> = async (
  { params: { organizationId, siteId } },
  { db },
) => {
  const refused = orRefused(await storage.locateAtSite(db, organizationId, siteId))
  if (refused) return refused
  const organization = await storage.findOrganization(db, organizationId)
  if (!organization) return noSuch('organization')
  return { ...presentOrganization(organization), siteIds: await storage.sitesOf(db, organizationId) }
}
