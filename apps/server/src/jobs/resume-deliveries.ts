/** Hourly: letters about messages that wait without a job are tried again (M13). */
import { requeueForgottenDeliveries } from '@mainline/storage'
import type { Job } from './job.ts'

export const resumeDeliveries: Job = {
  name: 'resume-deliveries',
  schedule: '17 * * * *',
  async run(_, { database, log }) {
    const letters = await requeueForgottenDeliveries(database.kysely, Date.now())
    if (letters > 0) log.warn({ letters }, 'letters about messages had lost their job')
  },
}
