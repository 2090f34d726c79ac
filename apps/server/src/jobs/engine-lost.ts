/**
 * An engine stopped answering (N5): it is logged once, people are alerted until one of its name lives again (and of no
 * rtpengine that it missed), its server's jobs are free, what waited on it is settled.
 */
import { addJob, type Db, freeJobsOfTheDead, insertAlert, listEngines } from '@mainline/storage'
import { clearRtpengineAlerts } from '../rtpengine-alerts.ts'
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
    await alertUnlessBack(database.kysely, { engineId, name, heartbeatAt })
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

/** One that was started again within seconds is back before it is missed. The next heartbeat of its name clears the alert. */
async function alertUnlessBack(db: Db, { engineId, name, heartbeatAt }: LostEngine): Promise<void> {
  const engines = await listEngines(db)
  if (engines.some((engine) => engine.name === name && engine.state === 'live')) return
  await clearRtpengineAlerts(db, name, Date.now())
  const raised = await insertAlert(db, {
    kind: 'engine-lost',
    subject: name,
    severity: 'critical',
    words: `The call engine ${name} does not answer any more; its calls are lost and the others take the new ones.`,
    data: { engineId, name, heartbeatAt: new Date(heartbeatAt).toISOString() },
    operatorId: null,
    siteId: null,
    organizationId: null,
    numberId: null,
    at: Date.now(),
  })
  if (raised) await addJob(db, 'write-alert-letters', {}, { key: 'write-alert-letters' })
}
