/** Reads an organization and where it is located. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import {
  exampleOrganization,
  exampleOrganizationParams,
  locatedOrganization,
  organizationParams,
} from './organization.ts'

export const getOrganization = defineMethod({
  id: 'get-organization',
  group: 'organizations',
  method: 'GET',
  path: `${apiPrefix}/organizations/:organizationId`,
  access: 'signed-in',
  summary: 'Read an organization',
  params: organizationParams,
  response: locatedOrganization,
  errors: ['not-found'],
  example: {
    params: exampleOrganizationParams,
    response: { ...exampleOrganization, siteIds: [exampleIds.site] },
  },
})
