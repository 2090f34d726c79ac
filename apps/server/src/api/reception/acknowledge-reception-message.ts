/** Somebody sees to a message; the first who says so stands. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentReceptionMessage } from './present-reception-message.ts'

export const acknowledgeReceptionMessage: Handler<typeof contract.acknowledgeReceptionMessage> = async (
  { params },
  { db, principal },
) =>
  presented(
    await storage.acknowledgeReceptionMessage(db, params.receptionMessageId, principal.name),
    presentReceptionMessage,
  )
