/** Takes a message: one transaction for its row and the letters about it (C8). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { receptionMessageLetter } from '../../mail/letters/reception-message-letter.ts'
import { messageRecipients } from './message-recipients.ts'
import { presentReceptionMessage } from './present-reception-message.ts'
import type { ReceptionNeeds } from './reception-needs.ts'

export const takeReceptionMessage =
  ({ mail, system }: ReceptionNeeds): Handler<typeof contract.takeReceptionMessage> =>
  async ({ params: { siteId }, body: { liveCallId, ...message } }, { db, principal }) => {
    const site = await storage.findSite(db, siteId)
    const organization = await storage.findOrganization(db, message.organizationId)
    if (!site || !organization) return noSuch(site ? 'organization' : 'site')
    const number = message.numberId === null ? null : await storage.findNumber(db, message.numberId)
    if (number === undefined || (number && number.organizationId !== organization.id))
      return noSuch('number of this organization')
    if (!(await storage.isAtSite(system, organization.id, siteId)))
      return new Refused('not-at-site', `${organization.name} is not at this site`)
    const recipients = await messageRecipients(
      { mail, system },
      { organizationId: organization.id, siteId },
      message.numberId,
    )
    const taken = await storage.inTransaction(db, async (tx) => {
      const row = await storage.insertReceptionMessage(tx, {
        operatorId: site.operatorId,
        siteId,
        callId: liveCallId,
        takenBy: principal.name,
        mailedTo: [...recipients],
        ...message,
      })
      const language = number?.language ?? site.language
      const facts = { language, organization: organization.name, zone: site.timeZone, message: row }
      for (const to of recipients) await mail.send(receptionMessageLetter({ to, ...facts }), tx)
      return row
    })
    return presentReceptionMessage({ ...taken, organizationName: organization.name })
  }
