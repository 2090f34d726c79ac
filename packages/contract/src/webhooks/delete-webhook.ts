/** Removes a webhook with its deliveries. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleVersionQuery, versionQuery } from '../schemas/identifier.ts'
import { exampleWebhookParams, webhookAccess, webhookParams } from './webhook.ts'

export const deleteWebhook = defineMethod({
  id: 'delete-webhook',
  group: 'webhooks',
  method: 'DELETE',
  path: `${apiPrefix}/webhooks/:webhookId`,
  access: webhookAccess,
  summary: 'Remove a webhook',
  params: webhookParams,
  query: versionQuery,
  status: 204,
  errors: ['not-found', 'stale-version'],
  example: { params: exampleWebhookParams, query: exampleVersionQuery },
})
