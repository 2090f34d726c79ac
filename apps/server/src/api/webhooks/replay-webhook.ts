/** Sends events again. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { deliverWebhookJob } from '../../webhooks/tell-webhooks.ts'

export const replayWebhook: Handler<typeof contract.replayWebhook> = async (
  { params: { webhookId }, body: { fromEvent, toEvent = fromEvent, failedOnly } },
  { db },
) =>
  transact(db, async (tx) => {
    if (!(await storage.findWebhook(tx, webhookId))) return noSuch('webhook')
    const range = { webhookId, from: Number(fromEvent), to: Number(toEvent), failedOnly }
    const replayed = await storage.replayDeliveries(tx, range, Date.now())
    if (replayed > 0)
      await storage.addJob(tx, deliverWebhookJob, { webhookId }, { key: `${deliverWebhookJob} ${webhookId}` })
    return { replayed }
  })
