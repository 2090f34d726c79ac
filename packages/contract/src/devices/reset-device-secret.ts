/** Gives a device a new password, shown once; the old one ends at its next registration. */

import { apiPrefix, defineMethod } from '../method.ts'
import { versionOnly } from '../schemas/identifier.ts'
import {
  deviceParams,
  devicePassword,
  deviceWithPassword,
  exampleDevice,
  exampleDeviceParams,
} from './device.ts'

export const resetDeviceSecret = defineMethod({
  id: 'reset-device-secret',
  group: 'devices',
  method: 'POST',
  path: `${apiPrefix}/devices/:deviceId/reset-secret`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'Give a device a new password',
  params: deviceParams,
  body: versionOnly.extend({ password: devicePassword.optional() }),
  response: deviceWithPassword,
  errors: ['not-found', 'stale-version'],
  example: {
    params: exampleDeviceParams,
    body: { version: 1 },
    response: { device: { ...exampleDevice, version: 2 }, password: 'Yb6wKd0eRt5uLm9CzHq3' },
  },
})
