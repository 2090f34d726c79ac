/** Reads the report of a number. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { callReport, exampleReport, exampleReportQuery, reportQuery } from './report.ts'

export const getNumberReport = defineMethod({
  id: 'get-number-report',
  group: 'reports',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/report`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'Report on the calls of a number',
  description:
    'Calls while the number was the asking organization’s. With "Accept: text/csv" or "format=csv" the days as a table.',
  params: z.object({ numberId: id }),
  query: z.object(reportQuery),
  response: callReport,
  errors: ['not-found', 'report-range'],
  example: {
    params: { numberId: exampleIds.mainNumber },
    query: exampleReportQuery,
    response: { ...exampleReport, organizationId: exampleIds.occupier, numberId: exampleIds.mainNumber },
  },
})
