/** Several statements as one: in the caller's transaction when there is one, else in an own. */
import type { Db, Tx } from './schema.ts'

/** So often it is begun at most. */
const MOST_TRIES = 3

/**
 * Runs `work` in a transaction. What it throws rolls back; a refusal it returns commits, so refuse before writing. Of two that wait
 * for each other PostgreSQL ends one, which nothing came of: an own transaction is then begun anew, so `work` leaves nothing behind
 * but what it writes there.
 */
export async function inTransaction<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  if (isTransaction(db)) return work(db)
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (tries === MOST_TRIES || !isOvertaken(error)) throw error
    }
  }
}

/** Whether a transaction was ended for the sake of others (deadlock_detected), and may do when it is begun anew. */
export const isOvertaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '40P01'

const isTransaction = (db: Db): db is Tx => db.isTransaction
