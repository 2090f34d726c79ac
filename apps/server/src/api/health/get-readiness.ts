/** Readiness: the database is reached and takes what is written, and the engine takes calls. */
import { setTimeout as pause } from 'node:timers/promises'
import type * as contract from '@mainline/contract'
import type { Database } from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import type { EngineStatus } from '../../http/ports.ts'

export interface ReadinessNeeds {
  readonly database: Pick<Database, 'pool'>
  readonly engine: Pick<EngineStatus, 'notReady'>
}

export const getReadiness =
  ({ database, engine }: ReadinessNeeds): Handler<typeof contract.getReadiness> =>
  async () => {
    const words = engine.notReady() ?? (await unusable(database))
    return words === undefined ? { status: 'ready' } : new Refused('not-ready', words)
  }

/** Whoever asks waits for seconds at most, and has to hear of a database that hangs, ms. */
const PATIENCE_MS = 3_000

async function unusable({ pool }: Pick<Database, 'pool'>): Promise<string | undefined> {
  // A connection that hangs is closed, or each question would take another one.
  const question = { text: `select current_setting('transaction_read_only')`, query_timeout: PATIENCE_MS }
  const answer = pool.query<{ current_setting: string }>(question).then(
    ({ rows }) => (rows[0]?.current_setting === 'on' ? 'the database cannot be written to' : undefined),
    () => 'the database cannot be reached',
  )
  return Promise.race([answer, pause(PATIENCE_MS, 'the database does not answer', { ref: false })])
}
