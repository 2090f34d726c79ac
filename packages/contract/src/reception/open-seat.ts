/** Sits down at the reception of a site: one seat a person and site, with a device that rings or in the page (C7). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'
import { exampleSeat, presence, seat, seatFallback } from './seat.ts'

export const openSeat = defineMethod({
  id: 'open-seat',
  group: 'reception',
  method: 'POST',
  path: `${apiPrefix}/sites/:siteId/seats`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist'] },
  summary: 'Open a seat at a reception',
  description: 'From then on the page tells every two seconds that it is there (`beat-seat`).',
  params: siteParams,
  body: z.object({
    deviceId: id
      .optional()
      .describe('One of `list-seat-devices`; left out: calls are answered in the page (`open-seat-phone`)'),
    ringsDevice: z.boolean().default(true).describe('Of a device; a page rings by itself'),
    presence: presence.default('ready'),
    fallback: seatFallback,
  }),
  response: seat,
  errors: ['not-found', 'needs-person', 'seat-device', 'outside-not-allowed'],
  example: {
    params: exampleSiteParams,
    body: { deviceId: exampleIds.device },
    response: exampleSeat,
  },
})
