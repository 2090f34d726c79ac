/** An alert: something that needs people, until its cause is gone (product §6.4). */
import { z } from 'zod'
import { exampleAlertData } from '../events/alert-raised.ts'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { instant } from '../schemas/time.ts'

export const alertKind = z.enum([
  'nothing-would-ring',
  'engine-lost',
  'rtpengine-lost',
  'webhook-disabled',
  'certificate-ends',
  'disk-fills',
  'mail-fails',
  'activation-failed',
  'emergency-call',
  'calls-out-limit',
  'reception-unattended',
  'mailbox-nearly-full',
  'mailbox-full',
  'trunk-misfit',
])

export const alert = z
  .object({
    id,
    kind: alertKind,
    severity: z.enum(['warning', 'critical']),
    words: z.string().describe('What is wrong'),
    data: z.record(z.string(), z.unknown()),
    operatorId: id.nullable(),
    siteId: id.nullable(),
    organizationId: id.nullable(),
    numberId: id.nullable(),
    raisedAt: instant,
    clearedAt: instant.nullable().describe('When its cause was gone; null: it stands'),
    acknowledgedAt: instant.nullable(),
    acknowledgedBy: z.string().nullable(),
  })
  .meta({ id: 'Alert' })

export const exampleAlert: z.output<typeof alert> = {
  id: exampleIds.alert,
  kind: 'nothing-would-ring',
  severity: 'warning',
  words: exampleAlertData.words,
  data: { reason: 'no-phone', opensAt: '2026-11-24T09:30:00.000Z' },
  operatorId: exampleIds.operator,
  siteId: exampleIds.site,
  organizationId: exampleIds.occupier,
  numberId: exampleIds.mainNumber,
  raisedAt: exampleInstant,
  clearedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
}
