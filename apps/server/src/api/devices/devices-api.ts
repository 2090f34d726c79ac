/** The methods of the group `devices` with their handlers. */

import * as contract from '@mainline/contract'
import type { Db } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { createDevice } from './create-device.ts'
import { deleteDevice } from './delete-device.ts'
import { getDevice } from './get-device.ts'
import { listDevices } from './list-devices.ts'
import { renameDevice } from './rename-device.ts'
import { resetDeviceSecret } from './reset-device-secret.ts'

export const devicesApi = (needs: { db: Db }): Route[] => [
  on(contract.createDevice, createDevice(needs)),
  on(contract.deleteDevice, deleteDevice(needs)),
  on(contract.getDevice, getDevice(needs)),
  on(contract.listDevices, listDevices(needs)),
  on(contract.renameDevice, renameDevice(needs)),
  on(contract.resetDeviceSecret, resetDeviceSecret(needs)),
]
