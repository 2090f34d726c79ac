/** Takes a dated change back. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { orRefused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const cancelDatedChange: Handler<typeof contract.cancelDatedChange> = async ({ params }, { db }) =>
  orRefused(await storage.cancelDatedChange(db, params.changeId))
