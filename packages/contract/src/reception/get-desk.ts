/** The reception of a site as its people see it: who waits, who sits there, who has which call (C7). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { instant } from '../schemas/time.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'
import { deskCall, exampleDeskCall } from './desk-call.ts'
import { exampleSeat, exampleSeatOnDesk, seat, seatOnDesk } from './seat.ts'

export const desk = z
  .object({
    siteId: id,
    siteName: z.string(),
    zone: z.string(),
    now: instant.describe('The clock of the server'),
    promiseSeconds: z.int(),
    transferSeconds: z.int(),
    listenIn: z.boolean().describe('Administrators of the operator may listen to its calls (`listen-in`)'),
    myFallback: z
      .string()
      .nullable()
      .describe('Number that rings when the phone of your own seat does not answer'),
    seats: z.array(seatOnDesk),
    mySeat: seat.nullable().describe('null: who asks has never sat here, or got up'),
    calls: z
      .array(deskCall)
      .describe('Those that wait, in the order in which they are served; then those of seats'),
  })
  .meta({ id: 'Desk' })

export const getDesk = defineMethod({
  id: 'get-desk',
  group: 'reception',
  method: 'GET',
  path: `${apiPrefix}/sites/:siteId/desk`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist'] },
  summary: 'See a reception',
  description: 'The event `reception.changed` says when to look again.',
  params: siteParams,
  response: desk,
  errors: ['not-found'],
  example: {
    params: exampleSiteParams,
    response: {
      siteId: exampleIds.site,
      siteName: 'Holborn',
      zone: 'Europe/London',
      now: exampleInstant,
      promiseSeconds: 20,
      transferSeconds: 20,
      listenIn: false,
      myFallback: null,
      seats: [exampleSeatOnDesk],
      mySeat: exampleSeat,
      calls: [exampleDeskCall],
    },
  },
})
