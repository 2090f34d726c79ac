/** Renames a device (N12). */
import type * as contract from '@mainline/contract'
import type { Handler } from '../../http/handler.ts'
import { changeDevice } from './change-device.ts'

export const renameDevice: Handler<typeof contract.renameDevice> = async (
  { params, body: { version, name } },
  { db },
) => changeDevice(db, params.deviceId, version, { name })
