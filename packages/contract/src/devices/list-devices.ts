/** Lists devices with what they have registered. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { instant } from '../schemas/time.ts'
import { device, deviceFilter, exampleDevice } from './device.ts'

export const listDevices = defineMethod({
  id: 'list-devices',
  group: 'devices',
  method: 'GET',
  path: `${apiPrefix}/devices`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'List devices',
  query: deviceFilter.extend(paging),
  response: pageOf(
    device
      .extend({ talkingSince: instant.nullable().describe('null: it is on no call') })
      .meta({ id: 'ListedDevice' }),
  ),
  example: {
    query: { numberId: exampleIds.phoneNumber },
    response: { items: [{ ...exampleDevice, talkingSince: null }] },
  },
})
