/** Renames a device (N12). */
import type * as contract from '@mainline/contract'
import type { Db } from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { changeDevice } from './change-device.ts'

export const renameDevice =
  ({ db }: { db: Db }): Handler<typeof contract.renameDevice> =>
  async ({ params, body: { version, name } }) =>
    changeDevice(db, params.deviceId, version, { name })
