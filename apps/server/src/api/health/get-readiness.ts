/** Readiness: the database is reached and the engine takes calls. */
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
    const words = engine.notReady() ?? (await unreachable(database))
    return words === undefined ? { status: 'ready' } : new Refused('not-ready', words)
  }

async function unreachable({ pool }: Pick<Database, 'pool'>): Promise<string | undefined> {
  return pool.query('select').then(
    () => undefined,
    () => 'the database cannot be reached',
  )
}
