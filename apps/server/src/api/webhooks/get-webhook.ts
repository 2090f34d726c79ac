/** Reads a webhook. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentWebhook } from './present-webhook.ts'

export const getWebhook: Handler<typeof contract.getWebhook> = async ({ params }, { db }) => {
  const webhook = await storage.findWebhook(db, params.webhookId)
  return webhook ? presentWebhook(webhook) : noSuch('webhook')
}
