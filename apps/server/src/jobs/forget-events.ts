/** Live events are for those who follow; after a day nobody goes on from them any more.
 * Deliveries to webhooks are kept for 30 days. */
import { pruneDeliveries, pruneLiveEvents } from '@mainline/storage'
import type { Job } from './job.ts'

const DAY_MS = 24 * 60 * 60_000
const DELIVERIES_KEPT_MS = 30 * DAY_MS

export const forgetEvents: Job = {
  name: 'forget-events',
  schedule: '11 * * * *',
  async run(_, { database }) {
    await pruneLiveEvents(database.kysely, Date.now() - DAY_MS)
    await pruneDeliveries(database.kysely, Date.now() - DELIVERIES_KEPT_MS)
  },
}
