/** Lists webhooks. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { exampleWebhook, webhook, webhookAccess } from './webhook.ts'

export const listWebhooks = defineMethod({
  id: 'list-webhooks',
  group: 'webhooks',
  method: 'GET',
  path: `${apiPrefix}/webhooks`,
  access: webhookAccess,
  summary: 'List webhooks',
  query: z.object({ ...paging, operatorId: id.optional() }),
  response: pageOf(webhook),
  example: { query: { operatorId: exampleIds.operator }, response: { items: [exampleWebhook] } },
})
