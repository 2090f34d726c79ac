/** What became of the events that a webhook was told of, newest first. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { instant } from '../schemas/time.ts'
import { exampleWebhookParams, webhookAccess, webhookParams } from './webhook.ts'

const deliveryState = z.enum(['waiting', 'delivered', 'failed'])

const webhookDelivery = z
  .object({
    id,
    eventId: z.string(),
    kind: z.string(),
    state: deliveryState.describe('failed: given up'),
    attempts: z.int(),
    createdAt: instant,
    attemptedAt: instant.nullable(),
    nextAttemptAt: instant.nullable(),
    status: z.int().nullable().describe('HTTP status of the last answer'),
    latencyMs: z.int().nullable(),
    error: z.string().nullable().describe('Why the last attempt failed'),
    answer: z.string().nullable().describe('First bytes of the last answer'),
  })
  .meta({ id: 'WebhookDelivery' })

export const listWebhookDeliveries = defineMethod({
  id: 'list-webhook-deliveries',
  group: 'webhooks',
  method: 'GET',
  path: `${apiPrefix}/webhooks/:webhookId/deliveries`,
  access: webhookAccess,
  summary: 'List the deliveries of a webhook',
  description: 'Kept for 30 days.',
  params: webhookParams,
  query: z.object({ ...paging, state: deliveryState.optional() }),
  response: pageOf(webhookDelivery),
  errors: ['not-found'],
  example: {
    params: exampleWebhookParams,
    query: { state: 'waiting' },
    response: {
      items: [
        {
          id: exampleIds.delivery,
          eventId: '1041',
          kind: 'call.ended',
          state: 'waiting',
          attempts: 1,
          createdAt: exampleInstant,
          attemptedAt: exampleInstant,
          nextAttemptAt: '2026-11-24T09:00:05.000Z',
          status: 503,
          latencyMs: 48,
          error: 'The answer was 503.',
          answer: 'down for maintenance',
        },
      ],
    },
  },
})
