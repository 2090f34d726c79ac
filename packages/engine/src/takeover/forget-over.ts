/** Calls that a journal says are over, though the database was away when they ended: nobody is to take them. */
import type { Clock } from '@mainline/sip'
import type { EngineLog } from '../ports.ts'
import type { KeptCallStore } from './kept-call.ts'

/** Sooner than anybody takes calls after an outage. */
const AGAIN_MS = 2_000

export interface ForgetOverOptions {
  readonly store: Pick<KeptCallStore, 'forget'>
  readonly clock: Clock
  readonly log: EngineLog
}

/** Resolves when they are forgotten, or the database is away; then it is tried again until it is back. */
export async function forgetOver(callIds: readonly string[], options: ForgetOverOptions): Promise<void> {
  const { store, clock, log } = options
  try {
    await store.forget(callIds)
  } catch (error) {
    log.warn(
      { error, calls: callIds.length },
      'calls of an earlier process that are over could not be forgotten',
    )
    clock.after(AGAIN_MS, () => void forgetOver(callIds, options))
  }
}
