/** Who gets a message that reception takes (C8): the addresses of the number that was called, else the administrators. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import type { ReceptionNeeds } from './reception-needs.ts'

/** @returns nobody while mail is off */
export async function messageRecipients(
  { mail, system }: Pick<ReceptionNeeds, 'mail' | 'system'>,
  place: { readonly organizationId: string; readonly siteId: string },
  numberId: string | null,
): Promise<readonly string[]> {
  return mail.on ? storage.receptionMessageRecipients(system, place, numberId) : []
}

export const listMessageRecipients =
  (needs: ReceptionNeeds): Handler<typeof contract.listMessageRecipients> =>
  async ({ params: { siteId, organizationId }, query: { numberId = null } }, { db }) => {
    const organization = await storage.findOrganization(db, organizationId)
    if (!(await storage.findSite(db, siteId))) return noSuch('site')
    if (!organization) return noSuch('organization')
    if (numberId !== null && (await storage.findNumber(db, numberId))?.organizationId !== organizationId)
      return noSuch('number of this organization')
    if (!(await storage.isAtSite(needs.system, organizationId, siteId)))
      return new Refused('not-at-site', `${organization.name} is not at this site`)
    return { items: [...(await messageRecipients(needs, { organizationId, siteId }, numberId))] }
  }
