/** Disconnects a carrier. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presentedGone } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentTrunk } from './present-trunk.ts'

export const deleteTrunk: Handler<typeof contract.deleteTrunk> = async ({ params, query }, { db }) =>
  presentedGone(await storage.deleteTrunk(db, params.trunkId, query.version), presentTrunk)
