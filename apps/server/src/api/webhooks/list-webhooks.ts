/** Lists webhooks. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'
import { presentWebhook } from './present-webhook.ts'

export const listWebhooks: Handler<typeof contract.listWebhooks> = async ({ query }, { db }) =>
  presentPage(await storage.listWebhooks(db, query), presentWebhook)
