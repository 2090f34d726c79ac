/** Lists the deliveries of a webhook. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'
import { presentDelivery } from './present-webhook.ts'

export const listWebhookDeliveries: Handler<typeof contract.listWebhookDeliveries> = async (
  { params: { webhookId }, query },
  { db },
) => {
  if (!(await storage.findWebhook(db, webhookId))) return noSuch('webhook')
  return presentPage(await storage.listDeliveries(db, { ...query, webhookId }), presentDelivery)
}
