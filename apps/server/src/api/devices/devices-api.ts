/** The methods of the group `devices` with their handlers. */

import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import type { ReceptionNeeds } from '../reception/reception-needs.ts'
import { createDevice } from './create-device.ts'
import { deleteDevice } from './delete-device.ts'
import { exportDevices } from './export-devices.ts'
import { getDevice } from './get-device.ts'
import { listDevices } from './list-devices.ts'
import { renameDevice } from './rename-device.ts'
import { resetDeviceSecret } from './reset-device-secret.ts'

export const devicesApi = (needs: Pick<ReceptionNeeds, 'reception'>): Route[] => [
  on(contract.createDevice, createDevice),
  on(contract.deleteDevice, deleteDevice),
  on(contract.exportDevices, exportDevices),
  on(contract.getDevice, getDevice),
  on(contract.listDevices, listDevices(needs)),
  on(contract.renameDevice, renameDevice),
  on(contract.resetDeviceSecret, resetDeviceSecret),
]
