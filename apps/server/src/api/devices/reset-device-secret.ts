/** Gives a device a new password, shown once. */
import type * as contract from '@mainline/contract'
import { newDevicePassword } from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { membershipBehind, refuseEnded } from '../membership-behind.ts'
import { changeDevice } from './change-device.ts'

export const resetDeviceSecret: Handler<typeof contract.resetDeviceSecret> = async (
  { params, body: { version, password = newDevicePassword() } },
  { db, principal },
) => {
  return transact(db, async (tx) => {
    const ended = await refuseEnded(tx, principal)
    if (ended) return ended
    const device = await changeDevice(tx, params.deviceId, version, {
      password,
      shownTo: await membershipBehind(tx, principal),
    })
    return Refused.is(device) ? device : { device, password }
  })
}
