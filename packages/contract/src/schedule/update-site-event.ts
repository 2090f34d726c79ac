/** Replaces an event (N12). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { version } from '../schemas/identifier.ts'
import {
  eventErrors,
  eventFields,
  eventParams,
  exampleEvent,
  exampleEventBody,
  exampleEventParams,
  siteEvent,
} from './site-event.ts'

export const updateSiteEvent = defineMethod({
  id: 'update-site-event',
  group: 'schedule',
  method: 'PUT',
  path: `${apiPrefix}/site-events/:eventId`,
  access: { roles: ['operator-admin'] },
  summary: 'Replace an event',
  params: eventParams,
  body: z.object({ version, ...eventFields }),
  response: siteEvent,
  errors: [...eventErrors, 'stale-version', 'wrong-state'],
  example: {
    params: exampleEventParams,
    body: { version: 1, ...exampleEventBody },
    response: { ...exampleEvent, version: 2 },
  },
})
