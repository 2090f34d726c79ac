/** Disconnects a carrier. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { orRefused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const deleteTrunk: Handler<typeof contract.deleteTrunk> = async ({ params }, { db }) =>
  orRefused(await storage.deleteTrunk(db, params.trunkId))
