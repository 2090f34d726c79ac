/** A token of the API: a role, a scope and an end. */
import { z } from 'zod'
import { roles } from '../access.ts'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { text } from '../schemas/text.ts'
import { instant } from '../schemas/time.ts'

/** A person's own numbers take a person: programs act for an organization at least. */
export const tokenRole = z.enum(roles).exclude(['occupier-user'])

export const tokenName = text(120).describe('Whom changes made with it are put down to')

export const apiToken = z
  .object({
    id,
    name: tokenName,
    role: tokenRole,
    operatorId: id.nullable().describe('null: the provider’s'),
    organizationId: id.nullable(),
    siteIds: z.array(id).nullable().describe('null: all sites'),
    createdBy: z.string(),
    createdAt: instant,
    expiresAt: instant.nullable(),
    lastUsedAt: instant.nullable().describe('To the minute'),
  })
  .meta({ id: 'ApiToken' })

export const exampleToken: z.output<typeof apiToken> = {
  id: exampleIds.token,
  name: 'Booking system',
  role: 'occupier-admin',
  operatorId: exampleIds.operator,
  organizationId: exampleIds.occupier,
  siteIds: [exampleIds.site],
  createdBy: 'Ruth Alder',
  createdAt: exampleInstant,
  expiresAt: '2027-11-24T09:00:00.000Z',
  lastUsedAt: null,
}
