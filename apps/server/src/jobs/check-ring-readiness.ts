/** Ring readiness of all main numbers (product §6.4), and of one site at once when a phone comes or goes there. */
import { checkRingReadiness as check } from '../alerts/check-ring-readiness.ts'
import type { Job } from './job.ts'

export const checkRingReadiness: Job<{ siteId?: string }> = {
  name: 'check-ring-readiness',
  schedule: '*/5 * * * *',
  async run({ siteId }, { database, log }) {
    const { looked, raised, cleared } = await check(database, Date.now(), siteId)
    if (raised.length + cleared.length > 0)
      log.info({ looked, raised: raised.length, cleared: cleared.length }, 'ring readiness was checked')
  },
}
