/** Every minute: letters about messages that wait without a job, or behind one that nobody runs, are tried again (M13). */
import { freeIdleQueues, requeueForgottenDeliveries } from '@mainline/storage'
import type { Job } from './job.ts'

export const resumeDeliveries: Job = {
  name: 'resume-deliveries',
  schedule: '* * * * *',
  async run(_, { database, log }) {
    const queues = await freeIdleQueues(database.kysely)
    if (queues > 0) log.warn({ queues }, 'queues of jobs were held for nothing')
    const letters = await requeueForgottenDeliveries(database.kysely, Date.now())
    if (letters > 0) log.warn({ letters }, 'letters about messages had lost their job')
  },
}
