/** Gives a device a new password, shown once. */
import type * as contract from '@mainline/contract'
import { newDevicePassword } from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { membershipBehind } from '../membership-behind.ts'
import { changeDevice } from './change-device.ts'

export const resetDeviceSecret: Handler<typeof contract.resetDeviceSecret> = async (
  { params, body: { version, password = newDevicePassword() } },
  { db, principal },
) => {
  const device = await changeDevice(db, params.deviceId, version, {
    password,
    shownTo: await membershipBehind(db, principal),
  })
  return Refused.is(device) ? device : { device, password }
}
