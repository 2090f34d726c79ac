/**
 * Sends events to one webhook. A receiver that is slow, or does not answer, has one job at a time, and all of them together have no more
 * than some of those that a server runs at once: letters and numbers wait for none of them.
 */
import { addJob, type SecretBox } from '@mainline/storage'
import { deliverDue } from '../webhooks/deliver.ts'
import type { Post } from '../webhooks/post.ts'
import { deliverWebhookJob } from '../webhooks/tell-webhooks.ts'
import type { Job } from './job.ts'

/** Jobs of webhooks that this server runs at once: their share of those in `job-runner.ts`. */
const AT_ONCE = 3
/** Who last took an event within this time has several jobs when there are many events, ms. */
const QUICK_MS = 500
/** Whoever finds no room looks again after so long, ms. */
const LOOK_MS = 1_000

export function deliverWebhook(secrets: SecretBox, post: Post): Job<{ webhookId: string }> {
  const running: string[] = []
  const quick = new Set<string>()
  return {
    name: deliverWebhookJob,
    async run({ webhookId }, { database }) {
      const hasRoom = running.length < AT_ONCE && (quick.has(webhookId) || !running.includes(webhookId))
      if (!hasRoom) {
        const later = { key: `${deliverWebhookJob} ${webhookId}`, runAt: Date.now() + LOOK_MS }
        await addJob(database.kysely, deliverWebhookJob, { webhookId }, later)
        return
      }
      const timed: Post = async (...what) => {
        const posted = await post(...what)
        if (posted.error === null && posted.latencyMs < QUICK_MS) quick.add(webhookId)
        else quick.delete(webhookId)
        return posted
      }
      running.push(webhookId)
      try {
        await deliverDue({ database, secrets, post: timed, now: Date.now }, webhookId)
      } finally {
        running.splice(running.indexOf(webhookId), 1)
      }
    },
  }
}
