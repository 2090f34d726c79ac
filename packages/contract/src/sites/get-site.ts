/** Reads a site. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleSite, exampleSiteParams, site, siteParams } from './site.ts'

export const getSite = defineMethod({
  id: 'get-site',
  group: 'sites',
  method: 'GET',
  path: `${apiPrefix}/sites/:siteId`,
  access: 'signed-in',
  summary: 'Read a site',
  params: siteParams,
  response: site,
  errors: ['not-found'],
  example: { params: exampleSiteParams, response: exampleSite },
})
