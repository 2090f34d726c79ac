/** Sends events to one webhook. */
import type { SecretBox } from '@mainline/storage'
import { deliverDue } from '../webhooks/deliver.ts'
import type { Post } from '../webhooks/post.ts'
import { deliverWebhookJob } from '../webhooks/tell-webhooks.ts'
import type { Job } from './job.ts'

export const deliverWebhook = (secrets: SecretBox, post: Post): Job<{ webhookId: string }> => ({
  name: deliverWebhookJob,
  async run({ webhookId }, { database }) {
    await deliverDue({ database, secrets, post, now: Date.now }, webhookId)
  },
})
