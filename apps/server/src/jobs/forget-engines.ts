/** Daily: engines that ended or died more than a week ago leave the list, and alerts of them with it. */
import { clearAlerts, type Db, forgetEngines as forget, listEngines, standingAlerts } from '@mainline/storage'
import type { Job } from './job.ts'

const WEEK_MS = 7 * 86_400_000

export const forgetEngines: Job = {
  name: 'forget-engines',
  schedule: '17 3 * * *',
  catchUpMs: 86_400_000,
  async run(_, { database }) {
    await forget(database.kysely, WEEK_MS)
    await clearForgotten(database.kysely)
  },
}

async function clearForgotten(db: Db): Promise<void> {
  const known = new Set((await listEngines(db)).map(({ name }) => name))
  const over = (await standingAlerts(db, 'engine-lost')).map(({ subject }) => subject)
  await clearAlerts(
    db,
    'engine-lost',
    over.filter((name) => !known.has(name)),
    Date.now(),
  )
}
