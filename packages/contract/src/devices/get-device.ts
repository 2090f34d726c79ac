/** Reads a device. */
import { apiPrefix, defineMethod } from '../method.ts'
import { device, deviceParams, exampleDevice, exampleDeviceParams } from './device.ts'

export const getDevice = defineMethod({
  id: 'get-device',
  group: 'devices',
  method: 'GET',
  path: `${apiPrefix}/devices/:deviceId`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'Read a device',
  params: deviceParams,
  response: device,
  errors: ['not-found'],
  example: { params: exampleDeviceParams, response: exampleDevice },
})
