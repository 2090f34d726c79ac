/** Each minute: numbers that wait for engines although their server died are confirmed or given up (N5). */
import type { RouteAcknowledgement } from '../http/ports.ts'
import { settlePending as settle } from '../life/settle-pending.ts'
import type { Job } from './job.ts'

/** Longer than any server waits for engines. */
const OLDER_THAN_MS = 15_000
const CONFIRMATION_MS = 10_000

/** @param routing asks the engines */
export const settlePending = (routing: RouteAcknowledgement): Job<{ olderThanMs?: number }> => ({
  name: 'settle-pending',
  schedule: '* * * * *',
  async run({ olderThanMs = OLDER_THAN_MS }, { database, log }) {
    const settled = await settle(database, routing, { olderThanMs, confirmationMs: CONFIRMATION_MS })
    const { confirmed, abandoned, journeys } = settled
    if (confirmed + abandoned + journeys > 0) log.warn(settled, 'numbers whose server had died were settled')
  },
})
