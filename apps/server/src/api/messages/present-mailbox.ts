/** A mailbox as the contract shows it: with its counts, and where its messages are mailed. */
import type { getMailbox, MethodOutput } from '@mainline/contract'
import * as storage from '@mainline/storage'

export async function presentMailbox(
  db: storage.Db,
  mailbox: storage.Mailbox,
): Promise<MethodOutput<typeof getMailbox>> {
  const { id, numberId, organizationId, language, version } = mailbox
  const counts = await storage.countMessages(db, id)
  const settings = await storage.findCallSettings(db, numberId)
  const { voicemailEmails, emailAs } = settings ?? mailbox
  return {
    id,
    numberId,
    organizationId,
    language,
    greeting: (await storage.hasGreeting(db, id)) ? 'own' : 'default',
    voicemailEmails,
    emailAs,
    newMessages: counts.new,
    savedMessages: counts.saved,
    version,
  }
}
