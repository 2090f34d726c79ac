/** Changes what is named of a site and leaves the rest (N12). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { version } from '../schemas/identifier.ts'
import { exampleSite, exampleSiteParams, site, siteErrors, siteFields, siteParams } from './site.ts'

export const updateSite = defineMethod({
  id: 'update-site',
  group: 'sites',
  method: 'PATCH',
  path: `${apiPrefix}/sites/:siteId`,
  access: { roles: ['operator-admin'] },
  summary: 'Change a site',
  description:
    'Who nominates, the length of the cool-down and the trunk that emergency calls try first are changed by the provider only. A changed domain holds for devices made from then on: the secret of a device is bound to its realm.',
  params: siteParams,
  body: z.object(siteFields).partial().extend({ version }),
  response: site,
  errors: ['not-found', 'stale-version', ...siteErrors, 'service-quantity'],
  example: {
    params: exampleSiteParams,
    body: { version: 1, name: 'Finsbury Yard' },
    response: { ...exampleSite, name: 'Finsbury Yard', version: 2 },
  },
})
