/** Removes a site that was opened by mistake, audited (N11). */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleVersionQuery, versionQuery } from '../schemas/identifier.ts'
import { exampleSiteParams, siteParams } from './site.ts'

export const deleteSite = defineMethod({
  id: 'delete-site',
  group: 'sites',
  method: 'DELETE',
  path: `${apiPrefix}/sites/:siteId`,
  access: { roles: ['provider-admin'] },
  summary: 'Remove a site',
  description:
    'For one that was opened by mistake. Only while nothing hangs on it: no number, whatever its state, no occupier, no voice service, nobody who reaches this site only, no open seat of its reception, no reception that overflows to it, no webhook, no import, no call in progress, nothing on record. Its hours, its events and its rules go with it; an event of several sites goes on at the others, and users, tokens and invitations of several sites are left with these.',
  params: siteParams,
  query: versionQuery,
  status: 204,
  errors: [
    'not-found',
    'stale-version',
    'has-numbers',
    'has-organizations',
    'has-services',
    'has-users',
    'has-seats',
    'has-overflow',
    'has-webhooks',
    'has-import',
    'has-calls',
    'has-records',
  ],
  example: { params: exampleSiteParams, query: exampleVersionQuery },
})
