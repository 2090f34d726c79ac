/** The real queue, worked off while other work is asked for: whether jobs that take long leave room for it. */
import { addJob, type Database, newId } from '@mainline/storage'
import { onTestFinished } from 'vitest'
import { openLog } from '../../log.ts'
import type { Job } from '../job.ts'
import { startJobs } from '../job-runner.ts'

/**
 * Runs what is queued of the job until the test is over.
 *
 * @returns what adds another job, and resolves when that has been run
 */
export async function workedOff<Payload>(
  database: Database,
  job: Job<Payload>,
): Promise<() => Promise<void>> {
  const others: (() => void)[] = []
  const other: Job = {
    name: 'other',
    async run() {
      for (const ran of others.splice(0)) ran()
    },
  }
  const runner = startJobs({
    jobs: [job, other],
    engineId: newId(),
    needs: { database, log: openLog('silent', 'jobs') },
  })
  onTestFinished(() => runner.stop())
  await runner.begun
  return async () => {
    const ran = new Promise<void>((resolve) => others.push(resolve))
    await addJob(database.kysely, 'other')
    await ran
  }
}
