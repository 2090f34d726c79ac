/**
 * Each minute: bindings that their phones let expire are gone, and whoever follows the site hears of it (RFC 3261 §10.3,
 * product §6.3). The engine that held one stopped ringing it at the very second; this is for those who watch.
 */
import { sweepRegistrations as sweep } from '@mainline/storage'
import type { Job } from './job.ts'

/** A renewal reaches the database in a batch, a moment after the phone was told that it holds. */
export const RENEWAL_GRACE_MS = 10_000

export const sweepRegistrations: Job = {
  name: 'sweep-registrations',
  schedule: '* * * * *',
  async run(_, { database }) {
    await sweep(database.kysely, Date.now() - RENEWAL_GRACE_MS)
  },
}
