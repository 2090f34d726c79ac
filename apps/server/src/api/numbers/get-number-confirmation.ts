/** Says which engines route a number as it was last changed (N5). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

/** @param system engines and the change feed are no tenant's */
export const getNumberConfirmation =
  (system: storage.Db): Handler<typeof contract.getNumberConfirmation> =>
  async ({ params }, { db }) => {
    const number = await storage.findNumber(db, params.numberId)
    if (!number) return noSuch('number')
    return { engines: await storage.confirmationsOf(system, number.id) }
  }
