/** The methods of the group `webhooks` with their handlers. */
import * as contract from '@mainline/contract'
import type { SecretBox } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { createWebhook } from './create-webhook.ts'
import { deleteWebhook } from './delete-webhook.ts'
import { getWebhook } from './get-webhook.ts'
import { listWebhookDeliveries } from './list-webhook-deliveries.ts'
import { listWebhooks } from './list-webhooks.ts'
import { replayWebhook } from './replay-webhook.ts'
import { updateWebhook } from './update-webhook.ts'

export interface WebhooksNeeds {
  readonly secrets: SecretBox
  /** Webhooks may have any address, also within the server's own network. */
  readonly anyAddress: boolean
}

export const webhooksApi = (needs: WebhooksNeeds): Route[] => [
  on(contract.createWebhook, createWebhook(needs)),
  on(contract.deleteWebhook, deleteWebhook),
  on(contract.getWebhook, getWebhook),
  on(contract.listWebhookDeliveries, listWebhookDeliveries),
  on(contract.listWebhooks, listWebhooks),
  on(contract.replayWebhook, replayWebhook),
  on(contract.updateWebhook, updateWebhook(needs)),
]
