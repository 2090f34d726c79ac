/** Disconnects a carrier. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { orRefused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const deleteTrunk =
  ({ db }: { db: storage.Db }): Handler<typeof contract.deleteTrunk> =>
  async ({ params }) =>
    orRefused(await storage.deleteTrunk(db, params.trunkId))
