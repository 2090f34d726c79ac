/** Locates an organization at a site of its operator (N1). */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { exampleLocationParams, locationParams } from './location.ts'
import { exampleOrganization, locatedOrganization } from './organization.ts'

export const locateOrganization = defineMethod({
  id: 'locate-organization',
  group: 'organizations',
  method: 'PUT',
  path: `${apiPrefix}/organizations/:organizationId/sites/:siteId`,
  access: { roles: ['operator-admin'] },
  summary: 'Locate an organization at a site',
  description: 'Only then may numbers of the site be allocated to it. Repeating it changes nothing.',
  params: locationParams,
  response: locatedOrganization,
  errors: ['not-found'],
  example: {
    params: exampleLocationParams,
    response: { ...exampleOrganization, siteIds: [exampleIds.site] },
  },
})
