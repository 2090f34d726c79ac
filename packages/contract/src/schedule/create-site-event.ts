/** Announces an event: while it lasts, calls are handled as out of hours (M9). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { eventErrors, eventFields, exampleEvent, exampleEventBody, siteEvent } from './site-event.ts'

export const createSiteEvent = defineMethod({
  id: 'create-site-event',
  group: 'schedule',
  method: 'POST',
  path: `${apiPrefix}/site-events`,
  access: { roles: ['operator-admin'] },
  summary: 'Announce an event',
  description: 'All sites belong to one operator. The narrower event wins over the wider one.',
  body: z.object(eventFields),
  status: 201,
  response: siteEvent,
  errors: eventErrors,
  example: { body: exampleEventBody, response: exampleEvent },
})
