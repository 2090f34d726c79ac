/** An occupier leaves (N7). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { version } from '../schemas/identifier.ts'
import { text } from '../schemas/text.ts'
import {
  exampleOrganization,
  exampleOrganizationParams,
  organization,
  organizationParams,
} from './organization.ts'

/** What says that it is meant. */
export const typedName = z.object({
  version,
  name: text(120).describe('The name of the organization, typed to confirm'),
})

export const decommissionOrganization = defineMethod({
  id: 'decommission-organization',
  group: 'organizations',
  method: 'POST',
  path: `${apiPrefix}/organizations/:organizationId/decommission`,
  access: { roles: ['operator-admin'] },
  summary: 'Decommission an occupier',
  description:
    'Irreversible, at all its sites. Its numbers go to COOLDOWN, where callers hear a neutral notice; services end; users, devices, cards and tokens go; mailboxes are retired.',
  params: organizationParams,
  body: typedName,
  response: organization,
  errors: ['not-found', 'stale-version', 'wrong-state', 'name-mismatch'],
  example: {
    params: exampleOrganizationParams,
    body: { version: 1, name: exampleOrganization.name },
    response: { ...exampleOrganization, version: 2, decommissionedAt: '2026-11-24T09:00:00.000Z' },
  },
})
