/** Changes a webhook; one that works again has no alert. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { deliverWebhookJob } from '../../webhooks/tell-webhooks.ts'
import { judgeAddress } from './judge-address.ts'
import { presentWebhook } from './present-webhook.ts'
import type { WebhooksNeeds } from './webhooks-api.ts'

export const updateWebhook =
  ({ anyAddress }: WebhooksNeeds): Handler<typeof contract.updateWebhook> =>
  async ({ params: { webhookId }, body: { version, ...changes } }, { db }) => {
    const wrong = changes.url && judgeAddress(changes.url, anyAddress)
    if (wrong) return wrong
    const saved = await transact(db, async (tx) => {
      const webhook = await storage.updateWebhook(tx, webhookId, version, changes)
      if (storage.isRefusal(webhook) || !changes.enabled) return webhook
      await storage.clearAlerts(tx, 'webhook-disabled', [webhookId], Date.now())
      await storage.addJob(tx, deliverWebhookJob, { webhookId }, { key: `${deliverWebhookJob} ${webhookId}` })
      return webhook
    })
    return presented(saved, presentWebhook)
  }
