/** Daily: engines that ended or died more than a week ago leave the list. */
import { forgetEngines as forget } from '@mainline/storage'
import type { Job } from './job.ts'

const WEEK_MS = 7 * 86_400_000

export const forgetEngines: Job = {
  name: 'forget-engines',
  schedule: '17 3 * * *',
  catchUpMs: 86_400_000,
  run: (_, { database }) => forget(database.kysely, WEEK_MS),
}
