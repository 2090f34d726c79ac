/** RESERVED → AVAILABLE (N4). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentNumber } from './present-number.ts'

export const deallocateNumber =
  ({ db }: { db: storage.Db }): Handler<typeof contract.deallocateNumber> =>
  async ({ params, body }) =>
    presented(await storage.deallocate(db, params.numberId, body.version), presentNumber)
