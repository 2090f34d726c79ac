/** A webhook and its deliveries as the contract shows them: never the secret. */
import type { getWebhook, listWebhookDeliveries, MethodOutput } from '@mainline/contract'
import type { Webhook, WebhookDelivery } from '@mainline/storage'
import { toIso, toIsoOrNull } from '../instant.ts'

type Shown = MethodOutput<typeof getWebhook>
type ShownDelivery = MethodOutput<typeof listWebhookDeliveries>['items'][number]

export const presentWebhook = ({ secret: _, ...webhook }: Webhook): Shown => ({
  ...webhook,
  // Only kinds that the contract knows are ever saved.
  kinds: webhook.kinds as Shown['kinds'],
  failingSince: toIsoOrNull(webhook.failingSince),
  createdAt: toIso(webhook.createdAt),
})

export const presentDelivery = (delivery: WebhookDelivery): ShownDelivery => ({
  id: delivery.id,
  eventId: String(delivery.seq),
  kind: delivery.kind,
  state: delivery.state,
  attempts: delivery.attempts,
  createdAt: toIso(delivery.createdAt),
  attemptedAt: toIsoOrNull(delivery.attemptedAt),
  nextAttemptAt: toIsoOrNull(delivery.nextAttemptAt),
  status: delivery.status,
  latencyMs: delivery.latencyMs,
  error: delivery.error,
  answer: delivery.answer,
})
