/** Changes what is named of a device (N12). */

import { apiPrefix, defineMethod } from '../method.ts'
import { versionOnly } from '../schemas/identifier.ts'
import { srtp } from '../schemas/srtp.ts'
import { device, deviceName, deviceParams, exampleDevice, exampleDeviceParams } from './device.ts'

export const renameDevice = defineMethod({
  id: 'rename-device',
  group: 'devices',
  method: 'PATCH',
  path: `${apiPrefix}/devices/:deviceId`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'Rename a device, or say whether its audio is secured',
  params: deviceParams,
  body: versionOnly.extend({ name: deviceName.optional(), srtp: srtp.optional() }),
  response: device,
  errors: ['not-found', 'stale-version'],
  example: {
    params: exampleDeviceParams,
    body: { version: 1, name: 'Studio' },
    response: { ...exampleDevice, name: 'Studio', version: 2 },
  },
})
