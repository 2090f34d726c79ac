/** Reads the mailbox of a number with its counts. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentMailbox } from './present-mailbox.ts'

export const getMailbox: Handler<typeof contract.getMailbox> = async ({ params }, { db }) => {
  const mailbox = await storage.findMailboxOfNumber(db, params.numberId)
  return mailbox
    ? presentMailbox(db, mailbox)
    : new Refused('not-found', 'the number has no mailbox before its first activation')
}
