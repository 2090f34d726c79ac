/** Shows the Default PIN of a number's mailbox, and writes down to whom (M12). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { toIso } from '../instant.ts'
import { presentPinState } from './present-pin-state.ts'

export const getDefaultPin =
  ({ secrets }: { secrets: storage.SecretBox }): Handler<typeof contract.getDefaultPin> =>
  async ({ params }, { db, principal }) => {
    const mailbox = await storage.findMailboxOfNumber(db, params.numberId)
    if (!mailbox) return noSuch('mailbox')
    const defaultPin = await storage.showDefaultPin(db, secrets, mailbox, principal.name)
    const accesses = await storage.pinAccesses(db, mailbox.id)
    return {
      defaultPin,
      state: presentPinState(await storage.pinState(db, mailbox.id)),
      accesses: accesses.map(({ action, at, by }) => ({ action, at: toIso(at), by })),
    }
  }
