/** The calendars that were imported at a site. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'
import { calendar, exampleCalendar } from './schedule-source.ts'

export const listCalendars = defineMethod({
  id: 'list-calendars',
  group: 'schedule',
  method: 'GET',
  path: `${apiPrefix}/sites/:siteId/calendars`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist'] },
  summary: 'List imported calendars',
  description: 'Their entries: list-site-events with "sourceId".',
  params: siteParams,
  response: z.object({ items: z.array(calendar) }),
  errors: ['not-found'],
  example: { params: exampleSiteParams, response: { items: [exampleCalendar] } },
})
