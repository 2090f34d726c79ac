/** Several statements as one: in the caller's transaction when there is one, else in an own. */
import type { Db, Tx } from './schema.ts'

/** Runs `work` in a transaction. What it throws rolls back; a refusal it returns commits, so refuse before writing. */
export async function inTransaction<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return isTransaction(db) ? work(db) : db.transaction().execute(work)
}

const isTransaction = (db: Db): db is Tx => db.isTransaction
