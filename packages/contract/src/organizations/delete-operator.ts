/** Removes an operator that was opened by mistake, audited (N11). */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleVersionQuery, versionQuery } from '../schemas/identifier.ts'
import { exampleOrganizationParams, organizationParams } from './organization.ts'

export const deleteOperator = defineMethod({
  id: 'delete-operator',
  group: 'organizations',
  method: 'DELETE',
  path: `${apiPrefix}/organizations/:organizationId`,
  access: { roles: ['provider-admin'] },
  summary: 'Remove an operator',
  description:
    'For one that was opened by mistake. Only while nothing hangs on it: no site, no occupier, no user, invitation or API token, no trunk, no webhook, no call in progress, nothing on record. An occupier is decommissioned instead.',
  params: organizationParams,
  query: versionQuery,
  status: 204,
  errors: [
    'not-found',
    'stale-version',
    'wrong-state',
    'has-sites',
    'has-organizations',
    'has-users',
    'has-trunks',
    'has-webhooks',
    'has-calls',
    'has-records',
  ],
  example: { params: exampleOrganizationParams, query: exampleVersionQuery },
})
