/** Which rule wins for a site as a whole now, and which is next (M9). */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'
import { exampleRules, exampleRulesQuery, rules, rulesQuery } from './rules.ts'

export const getSiteRule = defineMethod({
  id: 'get-site-rule',
  group: 'preview',
  method: 'GET',
  path: `${apiPrefix}/sites/:siteId/rule`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist', 'occupier-admin'] },
  summary: 'Read which rule wins for a site',
  description: 'For main numbers without hours, events and overrides of their own.',
  params: siteParams,
  query: rulesQuery,
  response: rules,
  errors: ['not-found'],
  example: { params: exampleSiteParams, query: exampleRulesQuery, response: exampleRules },
})
