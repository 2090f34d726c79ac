/** Removes a device with what it registered. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { orRefused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const deleteDevice: Handler<typeof contract.deleteDevice> = async ({ params }, { db }) =>
  orRefused(await storage.deleteDevice(db, params.deviceId))
