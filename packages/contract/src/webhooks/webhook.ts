/** A webhook: an address that is told of events. */
import { z } from 'zod'
import { eventKind } from '../events/events.ts'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id, version } from '../schemas/identifier.ts'
import { text } from '../schemas/text.ts'
import { instant } from '../schemas/time.ts'

/** What may be chosen about a webhook. */
export const webhookFields = {
  name: text(120),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .describe('https, at a public address'),
  kinds: z.array(eventKind).max(50).describe('Empty: every kind'),
}

export const webhook = z
  .object({
    id,
    operatorId: id,
    siteId: id.nullable().describe('null: every site'),
    organizationId: id.nullable().describe('null: every organization'),
    ...webhookFields,
    enabled: z.boolean(),
    failingSince: instant.nullable().describe('The first failure since the last success'),
    version,
    createdAt: instant,
  })
  .meta({ id: 'Webhook' })

export const exampleWebhook: z.output<typeof webhook> = {
  id: exampleIds.webhook,
  operatorId: exampleIds.operator,
  siteId: exampleIds.site,
  organizationId: null,
  name: 'Visitor system',
  url: 'https://visitors.example/hooks/mainline',
  kinds: ['call.ended', 'message.new'],
  enabled: true,
  failingSince: null,
  version: 1,
  createdAt: exampleInstant,
}

export const webhookParams = z.object({ webhookId: id })
export const exampleWebhookParams = { webhookId: exampleIds.webhook }
export const webhookAccess = { roles: ['operator-admin'] } as const
