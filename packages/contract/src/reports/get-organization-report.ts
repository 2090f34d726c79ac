/** Reads the report of an organization at a site. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { callReport, exampleReport, exampleReportQuery, reportQuery } from './report.ts'

export const getOrganizationReport = defineMethod({
  id: 'get-organization-report',
  group: 'reports',
  method: 'GET',
  path: `${apiPrefix}/sites/:siteId/organizations/:organizationId/report`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Report on the calls of an organization at a site',
  description: 'With "Accept: text/csv" or "format=csv" the days as a table.',
  params: z.object({ siteId: id, organizationId: id }),
  query: z.object(reportQuery),
  response: callReport,
  errors: ['not-found', 'report-range'],
  example: {
    params: { siteId: exampleIds.site, organizationId: exampleIds.occupier },
    query: exampleReportQuery,
    response: { ...exampleReport, organizationId: exampleIds.occupier },
  },
})
