/** Reads the mailbox of a number with its counts. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const getMailbox: Handler<typeof contract.getMailbox> = async ({ params }, { db }) => {
  const mailbox = await storage.findMailboxOfNumber(db, params.numberId)
  if (!mailbox) return new Refused('not-found', 'the number has no mailbox before its first activation')
  const counts = await storage.countMessages(db, mailbox.id)
  return {
    id: mailbox.id,
    numberId: mailbox.numberId,
    organizationId: mailbox.organizationId,
    language: mailbox.language,
    greeting: (await storage.hasGreeting(db, mailbox.id)) ? 'own' : 'default',
    newMessages: counts.new,
    savedMessages: counts.saved,
    version: mailbox.version,
  }
}
