/** Changes what is named of a trunk (N12). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentTrunk } from './present-trunk.ts'

export const updateTrunk: Handler<typeof contract.updateTrunk> = async (
  { params, body: { version, ...changes } },
  { db },
) => presented(await storage.updateTrunk(db, params.trunkId, version, changes), presentTrunk)
