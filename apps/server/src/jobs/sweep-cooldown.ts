/** Each quarter of an hour: numbers whose cooldown is over are AVAILABLE again (N7). */
import { releaseCooled } from '@mainline/storage'
import type { Job } from './job.ts'

export const sweepCooldown: Job = {
  name: 'sweep-cooldown',
  schedule: '*/15 * * * *',
  catchUpMs: 86_400_000,
  async run(_, { database, log }) {
    const released = await releaseCooled(database.kysely, Date.now())
    if (released > 0) log.info({ released }, 'numbers came out of cooldown')
  },
}
