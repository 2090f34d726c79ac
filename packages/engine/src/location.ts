/**
 * Where each device can be reached now (RFC 3261 §10): the bindings of those that registered here or were named by a
 * plan. The database is the memory; this is what calls read without waiting.
 */

import type { DeviceTarget } from '@mainline/pbx'
import type { Destination, Flow } from '@mainline/sip'
import { parseUri, SipUri } from '@mainline/sip'
import type { LiveDevice, StoredBinding } from './ports.ts'

/** One binding that can ring: what the pure core passes back in `ringLegs` (C4). */
export interface RingTarget extends DeviceTarget {
  /** The device. */
  readonly id: string
  readonly username: string
  readonly uri: string
  readonly destination: Destination
  readonly routes: readonly string[]
  /** Epoch ms. */
  readonly expiresAt: number
}

interface Located {
  username: string
  targets: readonly RingTarget[]
}

export class Location {
  readonly #devices = new Map<string, Located>()

  /** User names of devices that have registered, here or as far as the plans say. */
  readonly #usernames = new Set<string>()

  /** Does a device of this user name register with us? */
  knows(username: string): boolean {
    return this.#usernames.has(username)
  }

  /** Names that registered before this process started. */
  remember(usernames: readonly string[]): void {
    for (const username of usernames) this.#usernames.add(username)
  }

  /** How many devices are known, reachable or not. */
  get size(): number {
    return this.#devices.size
  }

  /** Takes what a plan says of a device, unless the device has spoken for itself since. */
  learn(device: LiveDevice): void {
    if (this.#devices.has(device.id)) return
    if (device.registrations.length > 0) this.#usernames.add(device.username)
    this.#devices.set(device.id, {
      username: device.username,
      targets: targetsOf(device.id, device.username, device.registrations),
    })
  }

  /** The bindings of a device as its last REGISTER left them. */
  replace(deviceId: string, username: string, bindings: readonly StoredBinding[]): void {
    this.#usernames.add(username)
    this.#devices.set(deviceId, { username, targets: targetsOf(deviceId, username, bindings) })
  }

  /** Forgets a device: it was deleted, or its credentials changed. */
  forget(deviceId: string): void {
    this.#devices.delete(deviceId)
  }

  /** What rings now for this device. @param now epoch ms */
  reachable(deviceId: string, now: number): readonly RingTarget[] {
    const located = this.#devices.get(deviceId)
    if (!located || located.targets.length === 0) return []
    const { targets } = located
    return targets.every((target) => target.expiresAt > now)
      ? targets
      : targets.filter((target) => target.expiresAt > now)
  }
}

function targetsOf(id: string, username: string, bindings: readonly StoredBinding[]): RingTarget[] {
  const targets: RingTarget[] = []
  for (const binding of bindings) {
    const uri = parseUri(binding.contact)
    if (!(uri instanceof SipUri)) continue
    targets.push({
      id,
      username,
      uri: binding.contact,
      destination: destinationOf(uri, binding.flow, binding.path),
      routes: binding.path,
      expiresAt: binding.expiresAt,
    })
  }
  return targets
}

/**
 * A stream goes back over the connection it came by (RFC 5626 §5.3). A datagram goes to the Contact, except when the
 * phone sits behind NAT: then its Contact is not the host its REGISTER came from, and only that source reaches it.
 */
function destinationOf(contact: SipUri, flow: Flow, path: readonly string[]): Destination {
  const [first] = path
  if (first !== undefined) {
    const edge = parseUri(first.replace(/^[^<]*<|>.*$/g, ''))
    if (edge instanceof SipUri) return { uri: edge }
  }
  if (flow.transport !== 'UDP') return { flow }
  const host = contact.host.replace(/^\[|\]$/g, '')
  return host === flow.remoteAddress
    ? { transport: 'UDP', address: host, port: contact.port ?? 5060 }
    : { flow }
}
