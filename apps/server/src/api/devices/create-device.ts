/** Gives an ordinary number a device; its password is shown once (M1). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { transact } from '../../http/transact.ts'
import { membershipBehind, refuseEnded } from '../membership-behind.ts'
import { newUsername } from './new-username.ts'
import { presentDevice } from './present-device.ts'

export const createDevice: Handler<typeof contract.createDevice> = async (
  { body: { numberId, name, username, srtp, password = storage.newDevicePassword() } },
  { db, principal },
) => {
  const login = { username: username ?? (await newUsername(db, numberId)), password }
  return transact(db, async (tx) => {
    const ended = await refuseEnded(tx, principal)
    if (ended) return ended
    const shownTo = await membershipBehind(tx, principal)
    const device = await storage.createDevice(tx, { numberId, name, srtp, ...login, shownTo })
    return presented(device, (row) => ({ device: presentDevice(row, []), password }))
  })
}
