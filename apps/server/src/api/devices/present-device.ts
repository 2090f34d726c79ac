/** Devices as the contract shows them: with what they have registered, never with a digest of their password. */
import type { getDevice, MethodOutput } from '@mainline/contract'
import { type Db, type Device, type RegistrationRow, unregisteredSince } from '@mainline/storage'
import { toIso, toIsoOrNull } from '../instant.ts'

type ShownDevice = MethodOutput<typeof getDevice>

/** Reads the bindings that hold now, of all the devices at once. */
export async function presentDevices(db: Db, devices: readonly Device[]): Promise<ShownDevice[]> {
  const ids = devices.map((device) => device.id)
  const now = Date.now()
  const bindings =
    ids.length === 0
      ? []
      : await db
          .selectFrom('registrations')
          .selectAll()
          .where('deviceId', 'in', ids)
          .where('expiresAt', '>', now)
          .orderBy('updatedAt', 'desc')
          .execute()
  const byDevice = Map.groupBy(bindings, (binding) => binding.deviceId)
  const silent = ids.filter((id) => !byDevice.has(id))
  const since = await unregisteredSince(db, silent, now)
  return devices.map((device) => presentDevice(device, byDevice.get(device.id) ?? [], since.get(device.id)))
}

/** A device with the given bindings. @param silentSince ms since the epoch, where it has none and had one */
export function presentDevice(
  device: Device,
  bindings: readonly RegistrationRow[],
  silentSince?: number,
): ShownDevice {
  const { ha1Md5: _md5, ha1Sha256: _sha256, sessionId: _session, ...shown } = device
  return {
    ...shown,
    // Those of seats have none, and no method leads to them.
    numberId: device.numberId ?? '',
    registered: bindings.length > 0,
    registrations: bindings.map(presentRegistration),
    unregisteredSince: toIsoOrNull(silentSince),
    createdAt: toIso(device.createdAt),
  }
}

/** Where the phone itself is, an edge proxy between it and us or not. */
function presentRegistration({ contact, flow, userAgent, expiresAt }: RegistrationRow) {
  const { remoteAddress, remotePort } = flow
  const { transport, address, port } = flow.origin ?? {
    transport: flow.transport,
    address: remoteAddress,
    port: remotePort,
  }
  return {
    contact,
    transport,
    source: address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`,
    userAgent,
    expiresAt: toIso(expiresAt),
  }
}
