/** Changes what is named of a device (N12). */
import type * as contract from '@mainline/contract'
import type { Handler } from '../../http/handler.ts'
import { changeDevice } from './change-device.ts'

export const renameDevice: Handler<typeof contract.renameDevice> = async (
  { params, body: { version, ...changes } },
  { db },
) => changeDevice(db, params.deviceId, version, changes)
