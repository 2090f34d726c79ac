/** An operator or an occupier. */
import { z } from 'zod'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id, version } from '../schemas/identifier.ts'
import { text } from '../schemas/text.ts'
import { instant } from '../schemas/time.ts'

export const organizationName = text(120)

export const organization = z
  .object({
    id,
    operatorId: id.describe('Of an operator its own id'),
    kind: z.enum(['operator', 'occupier']),
    name: organizationName,
    decommissionedAt: instant.nullable().describe('When it left; such a one is on record only (N7)'),
    version,
    createdAt: instant,
  })
  .meta({ id: 'Organization' })

/** With the sites at which it is located (N1). */
export const locatedOrganization = organization
  .extend({ siteIds: z.array(id) })
  .meta({ id: 'LocatedOrganization' })

export const exampleOrganization: z.output<typeof organization> = {
  id: exampleIds.occupier,
  operatorId: exampleIds.operator,
  kind: 'occupier',
  name: 'Alder & Finch Architects',
  decommissionedAt: null,
  version: 1,
  createdAt: exampleInstant,
}

export const organizationParams = z.object({ organizationId: id })
export const exampleOrganizationParams = { organizationId: exampleIds.occupier }
