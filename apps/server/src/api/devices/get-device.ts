/** Reads a device. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentDevices } from './present-device.ts'

export const getDevice: Handler<typeof contract.getDevice> = async ({ params }, { db }) => {
  const device = await storage.findDevice(db, params.deviceId)
  const [shown] = device ? await presentDevices(db, [device]) : []
  return shown ?? noSuch('device')
}
