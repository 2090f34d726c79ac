/** Sends events again, one or a range. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleWebhookParams, webhookAccess, webhookParams } from './webhook.ts'

const eventId = z.string().regex(/^\d{1,15}$/, 'must be the id of an event')

export const replayWebhook = defineMethod({
  id: 'replay-webhook',
  group: 'webhooks',
  method: 'POST',
  path: `${apiPrefix}/webhooks/:webhookId/replay`,
  access: webhookAccess,
  summary: 'Send events again',
  description:
    'From the deliveries that are kept, with their `webhook-id` as before. Only those given up: "failedOnly".',
  params: webhookParams,
  body: z.object({
    fromEvent: eventId,
    toEvent: eventId.optional().describe('Included; left out: the one'),
    failedOnly: z.boolean().default(false),
  }),
  response: z.object({ replayed: z.int() }),
  errors: ['not-found'],
  example: { params: exampleWebhookParams, body: { fromEvent: '1041' }, response: { replayed: 1 } },
})
