/** Lists devices with what they have registered. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { device, exampleDevice } from './device.ts'

export const listDevices = defineMethod({
  id: 'list-devices',
  group: 'devices',
  method: 'GET',
  path: `${apiPrefix}/devices`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'List devices',
  query: z.object({
    ...paging,
    operatorId: id.optional(),
    siteId: id.optional(),
    organizationId: id.optional(),
    numberId: id.optional(),
  }),
  response: pageOf(device),
  example: { query: { numberId: exampleIds.phoneNumber }, response: { items: [exampleDevice] } },
})
