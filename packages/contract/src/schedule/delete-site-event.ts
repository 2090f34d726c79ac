/** Takes an event back. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleVersionQuery, versionQuery } from '../schemas/identifier.ts'
import { eventParams, exampleEventParams } from './site-event.ts'

export const deleteSiteEvent = defineMethod({
  id: 'delete-site-event',
  group: 'schedule',
  method: 'DELETE',
  path: `${apiPrefix}/site-events/:eventId`,
  access: { roles: ['operator-admin'] },
  summary: 'Take an event back',
  params: eventParams,
  query: versionQuery,
  status: 204,
  errors: ['not-found', 'stale-version', 'wrong-state'],
  example: { params: exampleEventParams, query: exampleVersionQuery },
})
