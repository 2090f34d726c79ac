/** Changes what is named of a webhook and leaves the rest (N12). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { version } from '../schemas/identifier.ts'
import {
  exampleWebhook,
  exampleWebhookParams,
  webhook,
  webhookAccess,
  webhookFields,
  webhookParams,
} from './webhook.ts'

export const updateWebhook = defineMethod({
  id: 'update-webhook',
  group: 'webhooks',
  method: 'PATCH',
  path: `${apiPrefix}/webhooks/:webhookId`,
  access: webhookAccess,
  summary: 'Change a webhook',
  description: 'Enabling one that was disabled after failures clears its alert; what waits is tried again.',
  params: webhookParams,
  body: z.object(webhookFields).partial().extend({ enabled: z.boolean().optional(), version }),
  response: webhook,
  errors: ['not-found', 'stale-version', 'webhook-address'],
  example: {
    params: exampleWebhookParams,
    body: { version: 1, kinds: ['call.ended'] },
    response: { ...exampleWebhook, kinds: ['call.ended'], version: 2 },
  },
})
