/** Reads a trunk. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentTrunk } from './present-trunk.ts'

export const getTrunk: Handler<typeof contract.getTrunk> = async ({ params }, { db }) => {
  const trunk = await storage.findTrunk(db, params.trunkId)
  return trunk ? presentTrunk(trunk) : noSuch('trunk')
}
