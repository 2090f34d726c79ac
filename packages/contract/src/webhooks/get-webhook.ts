/** Reads a webhook. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleWebhook, exampleWebhookParams, webhook, webhookAccess, webhookParams } from './webhook.ts'

export const getWebhook = defineMethod({
  id: 'get-webhook',
  group: 'webhooks',
  method: 'GET',
  path: `${apiPrefix}/webhooks/:webhookId`,
  access: webhookAccess,
  summary: 'Read a webhook',
  params: webhookParams,
  response: webhook,
  errors: ['not-found'],
  example: { params: exampleWebhookParams, response: exampleWebhook },
})
