/** Removes a webhook with its deliveries. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleWebhookParams, webhookAccess, webhookParams } from './webhook.ts'

export const deleteWebhook = defineMethod({
  id: 'delete-webhook',
  group: 'webhooks',
  method: 'DELETE',
  path: `${apiPrefix}/webhooks/:webhookId`,
  access: webhookAccess,
  summary: 'Remove a webhook',
  params: webhookParams,
  status: 204,
  errors: ['not-found'],
  example: { params: exampleWebhookParams },
})
