/** Gives an ordinary number a device; its password is shown once. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { srtp } from '../schemas/srtp.ts'
import { deviceName, devicePassword, deviceWithPassword, exampleNewDevice, username } from './device.ts'

export const createDevice = defineMethod({
  id: 'create-device',
  group: 'devices',
  method: 'POST',
  path: `${apiPrefix}/devices`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'Add a device',
  description: 'A main number has none (M1). Username and password are made unless given.',
  body: z.object({
    numberId: id,
    name: deviceName,
    username: username.optional(),
    password: devicePassword.optional(),
    srtp: srtp.optional(),
  }),
  status: 201,
  response: deviceWithPassword,
  errors: ['not-found', 'main-number', 'wrong-state', 'username-taken'],
  example: {
    body: { numberId: exampleIds.phoneNumber, name: 'Maya’s desk phone', username: 'london-2001' },
    response: { device: exampleNewDevice, password: 'f3kPq8Zr2mTxWv7Ys1Na' },
  },
})
