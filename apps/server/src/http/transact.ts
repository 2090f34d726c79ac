/** One transaction for a handler of several steps. */
import { type Db, inTransaction, isRefusal, type Tx } from '@mainline/storage'
import { Refused } from '../errors.ts'

/** Carries a refusal out of the transaction that it rolls back. */
class RolledBack extends Error {
  readonly refusal: unknown
  constructor(refusal: unknown) {
    super('rolled back')
    this.refusal = refusal
  }
}

/** Runs `work` in a transaction that commits its answer and rolls back when that is a refusal. */
export async function transact<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  try {
    return await inTransaction(db, async (tx) => {
      const result = await work(tx)
      if (isRefusal(result) || Refused.is(result)) throw new RolledBack(result)
      return result
    })
  } catch (error) {
    // Only what `work` returned is ever wrapped.
    if (error instanceof RolledBack) return error.refusal as Result
    throw error
  }
}
