/** Renames an organization (N12). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentOrganization } from './present-organization.ts'

export const updateOrganization: Handler<typeof contract.updateOrganization> = async (
  { params: { organizationId }, body: { version, name } },
  { db, principal: { siteIds } },
) => {
  const organization = await storage.findOrganization(db, organizationId)
  if (!organization) return noSuch('organization')
  // Its name is the same at all its sites; an operator's own is that of every site.
  const isOwn = siteIds === null || (await storage.isLocatedWithin(db, organizationId, siteIds))
  if (!isOwn || (siteIds !== null && organization.kind === 'operator'))
    return new Refused('wrong-state', 'the organization is also at sites that are not yours')
  return presented(
    await storage.updateOrganization(db, organizationId, version, { name }),
    presentOrganization,
  )
}
