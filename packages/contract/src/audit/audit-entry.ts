/** One change: by whom, of what, from what to what (N11). */
import { z } from 'zod'
import { roles } from '../access.ts'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { text } from '../schemas/text.ts'
import { givenInstant, instant } from '../schemas/time.ts'

const values = z.record(z.string(), z.unknown()).nullable()

export const auditEntry = z
  .object({
    id: z.string(),
    at: instant,
    actor: z.string().describe('“Mainline” is the product itself'),
    role: z.enum(roles).nullable(),
    action: z.enum(['created', 'changed', 'removed']),
    kind: z.string().describe('number, call-settings, device, site …'),
    objectId: z.string(),
    name: z.string().nullable().describe('What the thing is called'),
    operatorId: id.nullable(),
    siteId: id.nullable(),
    organizationId: id.nullable(),
    numberId: id.nullable().describe('The number that it belongs to'),
    before: values.describe('Only the fields that changed; secrets never show'),
    after: values,
  })
  .meta({ id: 'AuditEntry' })

export const auditFilter = {
  operatorId: id.optional(),
  siteId: id.optional(),
  organizationId: id.optional(),
  numberId: id.optional().describe('The number and all that belongs to it: settings, members, devices'),
  objectId: text(80).optional(),
  kind: text(40).optional(),
  actor: text(120).optional(),
  from: givenInstant.optional().describe('At or after'),
  to: givenInstant.optional().describe('Before'),
}

export const exampleEntry: z.output<typeof auditEntry> = {
  id: '4711',
  at: exampleInstant,
  actor: 'Ruth Alder',
  role: 'operator-admin',
  action: 'changed',
  kind: 'number',
  objectId: exampleIds.mainNumber,
  name: '+442079460100',
  operatorId: exampleIds.operator,
  siteId: exampleIds.site,
  organizationId: exampleIds.occupier,
  numberId: exampleIds.mainNumber,
  before: { state: 'AVAILABLE', organizationId: null },
  after: { state: 'RESERVED', organizationId: exampleIds.occupier },
}
