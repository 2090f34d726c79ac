/** Removes a webhook. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { orRefused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const deleteWebhook: Handler<typeof contract.deleteWebhook> = async ({ params }, { db }) =>
  orRefused(await storage.deleteWebhook(db, params.webhookId))
