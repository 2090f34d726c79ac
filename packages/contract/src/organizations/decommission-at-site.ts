/** An occupier leaves one of its sites (N7). */
import { apiPrefix, defineMethod } from '../method.ts'
import { typedName } from './decommission-organization.ts'
import { exampleLocationParams, locationParams } from './location.ts'
import { exampleOrganization, locatedOrganization } from './organization.ts'

export const decommissionAtSite = defineMethod({
  id: 'decommission-at-site',
  group: 'organizations',
  method: 'POST',
  path: `${apiPrefix}/organizations/:organizationId/sites/:siteId/decommission`,
  access: { roles: ['operator-admin'] },
  summary: 'Decommission an occupier at one of its sites',
  description:
    'Irreversible. Its numbers of this site go to COOLDOWN, where callers hear a neutral notice; its voice services of this site end; devices and cards go; users and tokens that reach no other site are retired, those that do lose this one; mailboxes are retired. Its other sites stay as they are. Refused at its only site: there the organization itself is decommissioned.',
  params: locationParams,
  body: typedName,
  response: locatedOrganization,
  errors: ['not-found', 'stale-version', 'wrong-state', 'name-mismatch', 'last-site'],
  example: {
    params: exampleLocationParams,
    body: { version: 1, name: exampleOrganization.name },
    response: { ...exampleOrganization, version: 2, siteIds: ['019a0000-0000-7000-8000-000000000013'] },
  },
})
