/** Makes a greeting of a WAV file. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { type NewGreetingNeeds, newGreeting, noMailbox } from './new-greeting.ts'

export const uploadGreeting =
  (needs: NewGreetingNeeds): Handler<typeof contract.uploadGreeting> =>
  async ({ params, query, body }, facts) => {
    const mailbox = await storage.findMailboxOfNumber(facts.db, params.numberId)
    return mailbox ? newGreeting(needs, mailbox, query, { file: body }, facts) : noMailbox()
  }
