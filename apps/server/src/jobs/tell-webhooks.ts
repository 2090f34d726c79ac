/** Makes up for what no server has told webhooks of at once. */
import { tellWebhooks as tell } from '../webhooks/tell-webhooks.ts'
import type { Job } from './job.ts'

export const tellWebhooks: Job = {
  name: 'tell-webhooks',
  schedule: '* * * * *',
  async run(_, { database }) {
    await tell(database, Date.now())
  },
}
