/** Removes a webhook. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presentedGone } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentWebhook } from './present-webhook.ts'

export const deleteWebhook: Handler<typeof contract.deleteWebhook> = async ({ params, query }, { db }) =>
  presentedGone(await storage.deleteWebhook(db, params.webhookId, query.version), presentWebhook)
