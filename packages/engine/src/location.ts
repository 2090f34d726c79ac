/**
 * Where each device can be reached now (RFC 3261 §10): the bindings of those that registered here or were named by a
 * plan. The database is the memory; this is what calls read without waiting.
 */

import type { DeviceTarget } from '@mainline/pbx'
import type { Destination, Flow } from '@mainline/sip'
import { defaultPort, parseUri, SipUri } from '@mainline/sip'
import type { LoadedDevice, StoredBinding } from './ports.ts'

/** One binding that can ring: what the pure core passes back in `ringLegs` (C4). */
export interface RingTarget extends DeviceTarget {
  /** The device. */
  readonly id: string
  readonly username: string
  readonly uri: string
  readonly destination: Destination
  /** Where it listens itself: the way once the connection that `destination` names is gone. */
  readonly direct?: Destination
  readonly routes: readonly string[]
  /** Epoch ms. */
  readonly expiresAt: number
}

interface Located {
  username: string
  targets: readonly RingTarget[]
  /** Some target is reached over a connection, which may be gone. */
  connected: boolean
}

export class Location {
  readonly #devices = new Map<string, Located>()
  readonly #isAlive: (flow: Flow) => boolean
  readonly #located: (address: string, expiresAt: number) => void

  /**
   * @param isAlive whether the connection of a flow is still there
   * @param located told of each address that phones registered from, and until when, epoch ms
   */
  constructor(
    isAlive: (flow: Flow) => boolean = () => true,
    located: (address: string, expiresAt: number) => void = () => {},
  ) {
    this.#isAlive = isAlive
    this.#located = located
  }

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
  learn(device: LoadedDevice): void {
    if (this.#devices.has(device.id)) return
    if (device.registrations.length > 0) this.#usernames.add(device.username)
    this.#locate(device.id, device.username, device.registrations)
  }

  /** The bindings of a device as its last REGISTER left them. */
  replace(deviceId: string, username: string, bindings: readonly StoredBinding[]): void {
    this.#usernames.add(username)
    this.#locate(deviceId, username, bindings)
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
    const current = targets.every((target) => target.expiresAt > now)
      ? targets
      : targets.filter((target) => target.expiresAt > now)
    return located.connected ? current.flatMap((target) => this.#byLivingWay(target)) : current
  }

  /** What can be reached now of these bindings, whatever else is known of the device. @param now epoch ms */
  livingWays(
    id: string,
    username: string,
    bindings: readonly StoredBinding[],
    now: number,
  ): readonly RingTarget[] {
    const current = bindings.filter((binding) => binding.expiresAt > now)
    this.#tellOf(current)
    return targetsOf(id, username, current).flatMap((target) => this.#byLivingWay(target))
  }

  #locate(id: string, username: string, bindings: readonly StoredBinding[]): void {
    const targets = targetsOf(id, username, bindings)
    this.#devices.set(id, { username, targets, connected: targets.some(isConnected) })
    this.#tellOf(bindings)
  }

  #tellOf(bindings: readonly StoredBinding[]): void {
    for (const { flow, expiresAt } of bindings) this.#located(flow.remoteAddress, expiresAt)
  }

  /** A phone whose connection is gone is rung where it listens; one that listens nowhere is not rung at all (C4). */
  #byLivingWay(target: RingTarget): readonly RingTarget[] {
    if (!isConnected(target) || this.#isAlive(target.destination.flow)) return [target]
    const { direct } = target
    return direct === undefined ? [] : [{ ...target, destination: direct }]
  }
}

function isConnected(target: RingTarget): target is RingTarget & { destination: { flow: Flow } } {
  return 'flow' in target.destination && target.destination.flow.connectionId !== 0
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
      ...directWay(uri, binding),
      routes: binding.path,
      expiresAt: binding.expiresAt,
    })
  }
  return targets
}

/**
 * Where a phone on a connection listens for new ones: at its Contact, unless it sits behind NAT, has no certificate to
 * be called by, as phones on TLS, or said that its connection is the only way to it (RFC 5626 §4.2).
 */
function directWay(contact: SipUri, { flow, regId }: StoredBinding): { direct?: Destination } {
  const { transport, connectionId, remoteAddress: address } = flow
  const listens = connectionId !== 0 && regId === null && transport !== 'TLS' && contact.address === address
  return listens ? { direct: { transport, address, port: contact.port ?? defaultPort(transport) } } : {}
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
