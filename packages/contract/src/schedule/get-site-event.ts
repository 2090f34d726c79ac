/** Reads an event. */
import { apiPrefix, defineMethod } from '../method.ts'
import { eventParams, exampleEvent, exampleEventParams, siteEvent } from './site-event.ts'

export const getSiteEvent = defineMethod({
  id: 'get-site-event',
  group: 'schedule',
  method: 'GET',
  path: `${apiPrefix}/site-events/:eventId`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist', 'occupier-admin'] },
  summary: 'Read an event',
  params: eventParams,
  response: siteEvent,
  errors: ['not-found'],
  example: { params: exampleEventParams, response: exampleEvent },
})
