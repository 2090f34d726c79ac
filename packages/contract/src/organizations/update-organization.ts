/** Renames an organization (N12). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { version } from '../schemas/identifier.ts'
import {
  exampleOrganization,
  exampleOrganizationParams,
  organization,
  organizationName,
  organizationParams,
} from './organization.ts'

export const updateOrganization = defineMethod({
  id: 'update-organization',
  group: 'organizations',
  method: 'PATCH',
  path: `${apiPrefix}/organizations/:organizationId`,
  access: { roles: ['operator-admin'] },
  summary: 'Rename an organization',
  params: organizationParams,
  body: z.object({ version, name: organizationName }),
  response: organization,
  errors: ['not-found', 'stale-version', 'wrong-state', 'name-taken'],
  example: {
    params: exampleOrganizationParams,
    body: { version: 1, name: 'Alder Finch' },
    response: { ...exampleOrganization, name: 'Alder Finch', version: 2 },
  },
})
