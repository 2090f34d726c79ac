/** Lists devices with what they have registered. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { device, deviceFilter, exampleDevice } from './device.ts'

export const listDevices = defineMethod({
  id: 'list-devices',
  group: 'devices',
  method: 'GET',
  path: `${apiPrefix}/devices`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'List devices',
  query: deviceFilter.extend(paging),
  response: pageOf(device),
  example: { query: { numberId: exampleIds.phoneNumber }, response: { items: [exampleDevice] } },
})
