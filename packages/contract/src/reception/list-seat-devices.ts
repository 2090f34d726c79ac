/** The phones that a seat at this reception may ring: those of the operator at the site. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'

const seatDevice = z
  .object({
    deviceId: id,
    name: z.string(),
    e164: z.string(),
    extension: z.string().nullable(),
    registered: z.boolean(),
    ofYours: z.boolean().describe('Its number is assigned to who asks'),
  })
  .meta({ id: 'SeatDevice' })

export const listSeatDevices = defineMethod({
  id: 'list-seat-devices',
  group: 'reception',
  method: 'GET',
  path: `${apiPrefix}/sites/:siteId/seat-devices`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist'] },
  summary: 'List the phones that seats may ring',
  params: siteParams,
  response: z.object({ items: z.array(seatDevice) }),
  errors: ['not-found'],
  example: {
    params: exampleSiteParams,
    response: {
      items: [
        {
          deviceId: exampleIds.device,
          name: 'Reception left',
          e164: '+442079460180',
          extension: '680',
          registered: true,
          ofYours: false,
        },
      ],
    },
  },
})
