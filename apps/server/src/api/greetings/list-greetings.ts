/** Lists the greetings of a number's mailbox. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import type { Speech } from '../../speech/speech.ts'
import { revisionOf } from './greetings-revision.ts'
import { noMailbox } from './new-greeting.ts'
import { presentGreeting } from './present-greeting.ts'

export const listGreetings =
  ({ speech }: { readonly speech: Speech }): Handler<typeof contract.listGreetings> =>
  async ({ params }, { db }) => {
    const mailbox = await storage.findMailboxOfNumber(db, params.numberId)
    if (!mailbox) return noMailbox()
    const rows = await storage.listGreetings(db, mailbox.id)
    return { revision: revisionOf(rows), items: rows.map(presentGreeting), speech: await speech.on() }
  }
