/** Removes a device with what it registered. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleVersionQuery, versionQuery } from '../schemas/identifier.ts'
import { deviceParams, exampleDeviceParams } from './device.ts'

export const deleteDevice = defineMethod({
  id: 'delete-device',
  group: 'devices',
  method: 'DELETE',
  path: `${apiPrefix}/devices/:deviceId`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'Remove a device',
  params: deviceParams,
  query: versionQuery,
  status: 204,
  errors: ['not-found', 'stale-version'],
  example: { params: exampleDeviceParams, query: exampleVersionQuery },
})
