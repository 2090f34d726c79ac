/** Removes a device with what it registered (N12). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presentedGone } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentDevice } from './present-device.ts'

export const deleteDevice: Handler<typeof contract.deleteDevice> = async ({ params, query }, { db }) =>
  presentedGone(await storage.deleteDevice(db, params.deviceId, query.version), (row) =>
    presentDevice(row, []),
  )
