/** Connects a carrier. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { id } from '../schemas/identifier.ts'
import { exampleTrunk, trunk, trunkFields } from './trunk.ts'

export const createTrunk = defineMethod({
  id: 'create-trunk',
  group: 'trunks',
  method: 'POST',
  path: `${apiPrefix}/trunks`,
  access: { roles: ['provider-admin'] },
  summary: 'Connect a carrier',
  description:
    'Calls of a trunk are known by source address, by digest or by the certificate that it shows; outbound calls need a host.',
  body: z.object(trunkFields).partial().extend({
    name: trunkFields.name,
    operatorId: id.nullable().optional(),
  }),
  status: 201,
  response: trunk,
  errors: ['not-found', 'name-taken'],
  example: {
    body: { name: 'Carrier', sourceAddresses: ['192.0.2.0/28'], host: 'sip.carrier.example', port: 5060 },
    response: exampleTrunk,
  },
})
