/** What changing a device and resetting its secret have in common (N12). */
import type { getDevice, MethodOutput } from '@mainline/contract'
import { type Db, updateDevice } from '@mainline/storage'
import { isRefused, noSuch, presented, type Refused } from '../../errors.ts'
import { presentDevice, presentDevices } from './present-device.ts'

/** @returns the device as it is shown, or why it was not changed */
export async function changeDevice(
  db: Db,
  id: string,
  version: number,
  changes: Parameters<typeof updateDevice>[3],
): Promise<MethodOutput<typeof getDevice> | Refused> {
  const device = await updateDevice(db, id, version, changes)
  if (isRefused(device)) return presented(device, (row) => presentDevice(row, []))
  const [shown] = await presentDevices(db, [device])
  return shown ?? noSuch('device')
}
