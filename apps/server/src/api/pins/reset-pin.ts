/** Returns a mailbox to its Default PIN and unlocks it (M12). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentPinState } from './present-pin-state.ts'

export const resetPin: Handler<typeof contract.resetPin> = async ({ params }, { db, principal }) => {
  const mailbox = await storage.findMailboxOfNumber(db, params.numberId)
  if (!mailbox) return noSuch('mailbox')
  return presentPinState(await storage.resetPin(db, mailbox, principal.name))
}
