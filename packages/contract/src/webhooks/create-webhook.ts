/** Adds a webhook; its secret is shown this once. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { exampleWebhook, webhook, webhookAccess, webhookFields } from './webhook.ts'

export const createWebhook = defineMethod({
  id: 'create-webhook',
  group: 'webhooks',
  method: 'POST',
  path: `${apiPrefix}/webhooks`,
  access: webhookAccess,
  summary: 'Add a webhook',
  description: [
    'Each event is sent as POST with a body of `type`, `timestamp` and `data` (a `LiveEvent`), signed as Standard Webhooks',
    'has it: `webhook-id` is the event and stays in every attempt, `webhook-signature` is `v1,` and the base64 of the',
    'HMAC-SHA256 of `id.timestamp.body` with the bytes that follow `whsec_` in the secret (base64). Any 2xx within 10',
    'seconds is taken as received; else it is tried again with growing waits for 28 hours. An event may come more than',
    'once, and after a failure later ones may come before it: go by `webhook-id` and `data.id`. Redirects are not',
    'followed. After three days without success the webhook is disabled and an alert raised.',
  ].join(' '),
  body: z.object({
    operatorId: id,
    siteId: id.optional().describe('Absent: every site, for whoever is not limited to some'),
    organizationId: id.optional(),
    name: webhookFields.name,
    url: webhookFields.url,
    kinds: webhookFields.kinds.default([]),
  }),
  status: 201,
  response: webhook.extend({ secret: z.string().describe('Shown this once') }),
  errors: ['not-found', 'role-above-own', 'webhook-address'],
  example: {
    body: {
      operatorId: exampleIds.operator,
      siteId: exampleIds.site,
      name: exampleWebhook.name,
      url: exampleWebhook.url,
      kinds: exampleWebhook.kinds,
    },
    response: { ...exampleWebhook, secret: 'whsec_bWFpbmxpbmUtZXhhbXBsZS1zZWNyZXQtMzItYnl0ZXM=' },
  },
})
