/** Fits `@mainline/storage` to what the engine asks for about lamps (RFC 3842). */
import type { LampSource } from '@mainline/engine'
import {
  type Db,
  devicesLitBy,
  devicesWithLamps,
  findWatchableNumber,
  lampOfDevice,
  lampOfNumber,
  tellableRegistrations,
} from '@mainline/storage'

/** @param engineId of the engine that tells; it speaks to a phone over its own connections only */
export const lampSource = (db: Db, engineId: string): LampSource => ({
  ofDevice: (deviceId) => lampOfDevice(db, deviceId),
  ofNumber: (numberId, organizationId) => lampOfNumber(db, numberId, organizationId),
  litBy: (numberId) => devicesLitBy(db, numberId),
  registered: () => devicesWithLamps(db, engineId, Date.now()),
  bindings: (deviceId) => tellableRegistrations(db, deviceId, engineId, Date.now()),
  // A seat's phone shows nothing but its desk.
  watchable: async (device, name) =>
    device.kind === 'seat' ? undefined : findWatchableNumber(db, device, name),
})
