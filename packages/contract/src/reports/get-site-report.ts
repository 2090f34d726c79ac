/** Reads the report of a site. */

import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'
import { callReport, exampleReport, exampleReportQuery, reportQuery } from './report.ts'

export const getSiteReport = defineMethod({
  id: 'get-site-report',
  group: 'reports',
  method: 'GET',
  path: `${apiPrefix}/sites/:siteId/report`,
  access: { roles: ['operator-admin', 'operator-user'] },
  summary: 'Report on the calls of a site',
  description:
    'All calls to its numbers by day. With "Accept: text/csv" or "format=csv" the days as a table.',
  params: siteParams,
  query: z.object(reportQuery),
  response: callReport,
  errors: ['not-found', 'report-range'],
  example: { params: exampleSiteParams, query: exampleReportQuery, response: exampleReport },
})
