/** Adds a webhook. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { newWebhookSecret } from '../../webhooks/signature.ts'
import { judgeAddress } from './judge-address.ts'
import { presentWebhook } from './present-webhook.ts'
import type { WebhooksNeeds } from './webhooks-api.ts'

export const createWebhook =
  ({ secrets, anyAddress }: WebhooksNeeds): Handler<typeof contract.createWebhook> =>
  async ({ body }, { db, principal }) => {
    const wrong = judgeAddress(body.url, anyAddress)
    if (wrong) return wrong
    const operator = await storage.findOrganization(db, body.operatorId)
    if (operator?.kind !== 'operator') return noSuch('operator')
    if (body.siteId && (await storage.findSite(db, body.siteId))?.operatorId !== operator.id)
      return noSuch('site')
    if (!body.siteId && principal.siteIds !== null)
      return new Refused(
        'role-above-own',
        'a webhook of every site reaches beyond your own; choose one of yours',
      )
    if (body.organizationId) {
      const organization = await storage.findOrganization(db, body.organizationId)
      if (organization?.operatorId !== operator.id) return noSuch('organization')
    }
    const secret = newWebhookSecret()
    const webhook = await storage.createWebhook(db, { ...body, secret: secrets.seal(secret) })
    return { ...presentWebhook(webhook), secret }
  }
