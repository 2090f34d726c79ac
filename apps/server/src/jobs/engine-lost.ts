/** An engine stopped answering (N5): it is logged once, its server's jobs are free, what waited on it is settled. */
import { addJob, freeJobsOfTheDead } from '@mainline/storage'
import type { Job } from './job.ts'

interface LostEngine {
  readonly engineId: string
  readonly name: string
  /** ms since the epoch. */
  readonly heartbeatAt: number
}

/** A server that was killed with an activation under way: that one waited ten seconds at most. */
const SETTLE_AFTER_MS = 12_000

export const engineLost: Job<LostEngine> = {
  name: 'engine-lost',
  async run({ engineId, name, heartbeatAt }, { database, log }) {
    log.error({ engineId, name, heartbeatAt: new Date(heartbeatAt).toISOString() }, 'a call engine died')
    await freeJobsOfTheDead(database.kysely)
    const runAt = heartbeatAt + SETTLE_AFTER_MS
    await addJob(
      database.kysely,
      'settle-pending',
      { olderThanMs: 10_000 },
      { key: 'settle-after-loss', runAt },
    )
  },
}
