/** Takes an imported calendar back with everything that it brought. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { exampleVersionQuery, id, versionQuery } from '../schemas/identifier.ts'

export const deleteCalendar = defineMethod({
  id: 'delete-calendar',
  group: 'schedule',
  method: 'DELETE',
  path: `${apiPrefix}/calendars/:calendarId`,
  access: { roles: ['operator-admin'] },
  summary: 'Take an imported calendar back',
  params: z.object({ calendarId: id }),
  query: versionQuery,
  status: 204,
  errors: ['not-found', 'stale-version'],
  example: { params: { calendarId: exampleIds.calendar }, query: exampleVersionQuery },
})
