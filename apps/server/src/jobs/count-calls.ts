/** Keeps the counts that reports read near to what the records say. */
import { refreshCallDays } from '@mainline/storage'
import type { Job } from './job.ts'

export const countCalls: Job = {
  name: 'count-calls',
  schedule: '*/10 * * * *',
  async run(_, { database }) {
    await refreshCallDays(database.kysely)
  },
}
