/** A phone number of a site and its life (product N1–N8). */
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id, version } from '../schemas/identifier.ts'
import { e164 } from '../schemas/phone-number.ts'
import { language, text } from '../schemas/text.ts'
import { instant } from '../schemas/time.ts'

export const numberState = z.enum(['AVAILABLE', 'RESERVED', 'PENDING', 'ACTIVE', 'COOLDOWN'])
export const numberKind = z.enum(['main', 'ordinary'])
export const numberLabel = text(120, 0).describe('What it is called by; empty: the name of its organization')
export const assignedUser = id.nullable().describe('The user it is assigned to (N4)')
export const specialNumber = z
  .boolean()
  .describe('Chosen for its digits: handed out by people only, activated before others (N10)')

export const phoneNumber = z
  .object({
    id,
    operatorId: id,
    siteId: id,
    organizationId: id.nullable(),
    e164,
    extension: z.string().nullable(),
    kind: numberKind,
    state: numberState,
    pendingTarget: z
      .enum(['ACTIVE', 'RESERVED'])
      .nullable()
      .describe('What a PENDING number becomes; on the way to RESERVED it still receives calls (N6)'),
    pendingSince: instant.nullable(),
    cooldownUntil: instant.nullable(),
    stateSince: instant.nullable().describe('null: since before this was kept'),
    special: specialNumber,
    unconfirmedBy: z
      .array(z.string())
      .describe(
        'Engines that were found dead at the last activation or deactivation, which went on without them',
      ),
    label: numberLabel,
    language: language.nullable(),
    assignedTo: assignedUser,
    assignedName: z.string().nullable().describe('What that user is called'),
    version,
    createdAt: instant,
  })
  .meta({ id: 'PhoneNumber' })

export const exampleNumber: z.output<typeof phoneNumber> = {
  id: exampleIds.mainNumber,
  operatorId: exampleIds.operator,
  siteId: exampleIds.site,
  organizationId: exampleIds.occupier,
  e164: '+442079460100',
  extension: '2000',
  kind: 'main',
  state: 'RESERVED',
  pendingTarget: null,
  pendingSince: null,
  cooldownUntil: null,
  stateSince: exampleInstant,
  special: false,
  unconfirmedBy: [],
  label: '',
  language: null,
  assignedTo: null,
  assignedName: null,
  version: 3,
  createdAt: exampleInstant,
}

export const exampleFreeNumber: z.output<typeof phoneNumber> = {
  ...exampleNumber,
  organizationId: null,
  kind: 'ordinary',
  state: 'AVAILABLE',
  version: 1,
}

export const numberParams = z.object({ numberId: id })
export const exampleNumberParams = { numberId: exampleIds.mainNumber }
