/**
 * Sends what is due for one webhook, the oldest event first. After a failure it rests, so that a dead address costs one
 * attempt at a time; each event is tried again with growing waits for 28 hours.
 */
import {
  addJob,
  claimDelivery,
  type Database,
  type Db,
  disableWebhook,
  findWebhook,
  insertAlert,
  nextDeliveryAt,
  noteAttempt,
  noteWebhookHealth,
  type SecretBox,
  type Webhook,
  type WebhookDelivery,
} from '@mainline/storage'
import type { Post } from './post.ts'
import { signedHeaders } from './signature.ts'
import { deliverWebhookJob } from './tell-webhooks.ts'

export interface DeliverNeeds {
  readonly database: Database
  readonly secrets: SecretBox
  readonly post: Post
  /** ms since the epoch */
  readonly now: () => number
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Waits after the first, second … failed attempt; after the last it is given up. */
export const retryWaits: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
]
/** Without any success for so long a webhook is disabled. */
const DISABLED_AFTER = 72 * HOUR
/** Longer than an attempt takes. */
const CLAIM_MS = MINUTE
/** Then the next job goes on, so that others get their turn: after so many attempts, or so long, ms. */
const MOST_A_RUN = 100
const LONGEST_RUN_MS = 30_000

/** @returns how many attempts were made */
export async function deliverDue(needs: DeliverNeeds, webhookId: string): Promise<number> {
  const { kysely } = needs.database
  const webhook = await findWebhook(kysely, webhookId)
  if (!webhook?.enabled) return 0
  const secret = needs.secrets.open(webhook.secret)
  let attempts = 0
  const until = needs.now() + LONGEST_RUN_MS
  for (let received = true; received && attempts < MOST_A_RUN; attempts++) {
    const now = needs.now()
    if (now >= until) break
    const delivery = await claimDelivery(kysely, webhookId, now, now + CLAIM_MS)
    if (!delivery) break
    received = await attempt(needs, webhook, secret, delivery)
  }
  const next = await nextDeliveryAt(kysely, webhookId)
  if (next !== undefined && (await findWebhook(kysely, webhookId))?.enabled)
    await goOnAt(kysely, webhookId, attempts > 0 ? Math.max(next, needs.now()) : next)
  return attempts
}

/** A job for the next attempt. It takes the place of the one of an event that came just now, so that is looked for once more. */
async function goOnAt(db: Db, webhookId: string, next: number): Promise<void> {
  const runAt = { key: `${deliverWebhookJob} ${webhookId}`, runAt: next }
  await addJob(db, deliverWebhookJob, { webhookId }, runAt)
  const earlier = await nextDeliveryAt(db, webhookId)
  if (earlier !== undefined && earlier < next) await goOnAt(db, webhookId, earlier)
}

/** @returns whether it was received */
async function attempt(
  { database, post, now }: DeliverNeeds,
  webhook: Webhook,
  secret: string,
  delivery: WebhookDelivery,
): Promise<boolean> {
  const at = now()
  const id = `evt_${delivery.seq}`
  const posted = await post(webhook.url, signedHeaders(secret, id, at, delivery.body), delivery.body)
  const wait = retryWaits[delivery.attempts]
  const failed = posted.error !== null
  await database.kysely.transaction().execute(async (tx) => {
    const nextAttemptAt = failed && wait !== undefined ? at + wait : null
    await noteAttempt(tx, delivery.id, { ...posted, at, nextAttemptAt })
    const since = await noteWebhookHealth(tx, webhook.id, failed ? at : undefined)
    if (failed && since !== null && at - since >= DISABLED_AFTER) {
      await disableWebhook(tx, webhook.id)
      await insertAlert(tx, alertFor(webhook, posted.error ?? '', at))
      await addJob(tx, 'write-alert-letters', {}, { key: 'write-alert-letters' })
    }
  })
  return !failed
}

const alertFor = (webhook: Webhook, error: string, at: number) =>
  ({
    kind: 'webhook-disabled',
    subject: webhook.id,
    severity: 'warning',
    words: `The webhook “${webhook.name}” was disabled after three days without success. ${error}`,
    data: { webhookId: webhook.id },
    operatorId: webhook.operatorId,
    siteId: webhook.siteId,
    organizationId: webhook.organizationId,
    numberId: null,
    at,
  }) as const
