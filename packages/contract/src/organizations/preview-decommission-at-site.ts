/** What it would take if an occupier left one of its sites, before anybody types its name (N7). */
import { apiPrefix, defineMethod } from '../method.ts'
import { decommissionCounts, exampleDecommissionCounts } from './decommission-counts.ts'
import { exampleLocationParams, locationParams } from './location.ts'

export const previewDecommissionAtSite = defineMethod({
  id: 'preview-decommission-at-site',
  group: 'organizations',
  method: 'GET',
  path: `${apiPrefix}/organizations/:organizationId/sites/:siteId/decommission`,
  access: { roles: ['operator-admin'] },
  summary: 'See what a decommission at one site would take',
  description: 'Users that reach other sites too are not counted: they stay.',
  params: locationParams,
  response: decommissionCounts,
  errors: ['not-found'],
  example: { params: exampleLocationParams, response: exampleDecommissionCounts },
})
