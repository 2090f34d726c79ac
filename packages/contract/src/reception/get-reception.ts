/** Reads how the reception of a site works. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'
import { exampleReception, reception } from './reception.ts'

export const getReception = defineMethod({
  id: 'get-reception',
  group: 'reception',
  method: 'GET',
  path: `${apiPrefix}/sites/:siteId/reception`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist'] },
  summary: 'Read how a reception works',
  params: siteParams,
  response: reception,
  errors: ['not-found'],
  example: { params: exampleSiteParams, response: exampleReception },
})
