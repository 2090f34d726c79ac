/** One at a time for whoever saves a route that forwards: loops are looked for among all numbers of the platform (M6). */
import { sql } from 'kysely'
import type { Tx } from './schema.ts'

/** Any number will do, as long as every Mainline uses the same. */
const forwardLock = 5_060_007

/**
 * Waits until nobody else is between judging and saving forwards, and keeps others waiting until the transaction ends.
 * Take it before any row is locked, and read anew what is judged: the one before has committed by then.
 */
export async function holdForwards(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${forwardLock})`.execute(tx)
}
