/** What a decommission would take with it, before anybody types the name (N7). */
import { apiPrefix, defineMethod } from '../method.ts'
import { decommissionCounts, exampleDecommissionCounts } from './decommission-counts.ts'
import { exampleOrganizationParams, organizationParams } from './organization.ts'

export const previewDecommission = defineMethod({
  id: 'preview-decommission',
  group: 'organizations',
  method: 'GET',
  path: `${apiPrefix}/organizations/:organizationId/decommission`,
  access: { roles: ['operator-admin'] },
  summary: 'See what a decommission would take',
  params: organizationParams,
  response: decommissionCounts,
  errors: ['not-found'],
  example: { params: exampleOrganizationParams, response: exampleDecommissionCounts },
})
