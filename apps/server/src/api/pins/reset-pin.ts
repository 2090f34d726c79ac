/** Returns a mailbox to its Default PIN and unlocks it (M12). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { ofNumberOutOfService } from '../main-number/out-of-service.ts'
import { presentPinState } from './present-pin-state.ts'

export const resetPin: Handler<typeof contract.resetPin> = async ({ params }, { db, principal }) => {
  const mailbox = await storage.findMailboxOfNumber(db, params.numberId)
  if (!mailbox) return noSuch('mailbox')
  const rests = await ofNumberOutOfService(db, mailbox)
  return rests ?? presentPinState(await storage.resetPin(db, mailbox, principal.name))
}
