/** Reads an organization and where it is located. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentOrganization } from './present-organization.ts'

export const getOrganization: Handler<typeof contract.getOrganization> = async (
  { params: { organizationId } },
  { db },
) => {
  const organization = await storage.findOrganization(db, organizationId)
  if (!organization) return noSuch('organization')
  return { ...presentOrganization(organization), siteIds: await storage.sitesOf(db, organizationId) }
}
