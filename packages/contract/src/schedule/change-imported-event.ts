/** Makes a holiday or calendar entry a half day, gives it a route, or excludes it; a new import keeps that (M9, N12). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { version } from '../schemas/identifier.ts'
import { dayIntervals } from '../schemas/local-time.ts'
import { route } from '../schemas/route.ts'
import { eventErrors, eventParams, exampleEvent, exampleEventParams, siteEvent } from './site-event.ts'

export const changeImportedEvent = defineMethod({
  id: 'change-imported-event',
  group: 'schedule',
  method: 'PUT',
  path: `${apiPrefix}/site-events/:eventId/exception`,
  access: { roles: ['operator-admin'] },
  summary: 'Make an exception for an imported event',
  params: eventParams,
  body: z.object({
    version,
    hours: dayIntervals.default(null),
    route: route.nullable().default(null).describe('Instead of the out-of-hours route'),
    excluded: z.boolean().default(false).describe('It does not count this year'),
  }),
  response: siteEvent,
  errors: [...eventErrors.filter((code) => code !== 'wrong-tenant'), 'wrong-state', 'stale-version'],
  example: {
    params: exampleEventParams,
    body: { version: 1, hours: [{ start: '08:30', end: '12:00' }] },
    response: { ...exampleEvent, hours: [{ start: '08:30', end: '12:00' }], version: 2 },
  },
})
