/** Two who do something at the same moment, in the order that hurts. */
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '../src/database.ts'
import type { Tx } from '../src/schema.ts'

const LOOK_AGAIN_MS = 20

/**
 * Begins `second` when `first` is done and its transaction still open; that goes on with `rest`, if there is any, and is committed
 * when the second one has ended, or waits for a lock.
 *
 * @returns what came of the second
 */
export async function atOnce<Result>(
  { kysely }: Pick<Database, 'kysely'>,
  first: (tx: Tx) => Promise<unknown>,
  second: () => Promise<Result>,
  rest?: (tx: Tx) => Promise<unknown>,
): Promise<Result> {
  const waits = async () => {
    const { rows } = await sql`select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(kysely)
    return rows.length > 0
  }
  let ended = false
  const begun = await kysely.transaction().execute(async (tx) => {
    await first(tx)
    const going = second().finally(() => {
      ended = true
    })
    // Whoever asks for it hears of it.
    going.catch(() => {})
    while (!ended && !(await waits())) await pause(LOOK_AGAIN_MS)
    await rest?.(tx)
    return { going }
  })
  return begun.going
}
