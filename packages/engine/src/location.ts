/**
 * Where each device can be reached now (RFC 3261 §10): the bindings of those that registered here or were named by a
 * plan. The database is the memory; this is what calls read without waiting. Other engines announce
 * phones that move, not what they renew: a plan that was asked for after a device last spoke here knows better than its word.
 */

import type { DeviceTarget } from '@mainline/pbx'
import type { Destination, Flow, Origin } from '@mainline/sip'
import { defaultPort, parseUri, SipUri, sourceAddress } from '@mainline/sip'
import type { Device, LiveDevice, LoadedDevice, RegistrationStore, StoredBinding } from './ports.ts'
import { isSamePhone, type Phone } from './same-phone.ts'

/** One binding that can ring: what the pure core passes back in `ringLegs` (C4). */
export interface RingTarget extends DeviceTarget {
  /** The device. */
  readonly id: string
  readonly username: string
  /** It is called with audio secured by keys of the descriptions, or not at all (RFC 4568). */
  readonly secured: boolean
  readonly uri: string
  readonly destination: Destination
  /** Where it listens itself: the way once the connection that `destination` names is gone. */
  readonly direct?: Destination
  readonly routes: readonly string[]
  /** Where the phone itself is, when `destination` is a proxy that told us. */
  readonly origin?: Origin
  /** Which of those that share the device's name and password. */
  readonly phone: Phone
  /** Epoch ms. */
  readonly expiresAt: number
}

/** Whose bindings they are. */
type Owner = Pick<Device, 'id' | 'username' | 'srtp'>

type Registered = Owner & Pick<LoadedDevice, 'registrations'>

interface Located {
  targets: readonly RingTarget[]
  /** Some target is reached over a connection, which may be gone. */
  connected: boolean
  /** The moment of which this is true. */
  asOf: number
  /** Another engine knows better: the next plan that names the device has it from the database. */
  moved?: boolean
}

/** The query that a plan came by. */
export interface Asked {
  /** When it began: a `moment` of the location. */
  readonly at: number
  /** A change was announced meanwhile: the device may be another one by now. */
  readonly overtaken?: boolean
}

/** Phones at most that are remembered to have moved though nothing is known of them: more than move while a query runs. */
const MOST_MOVED = 10_000

export class Location {
  readonly #devices = new Map<string, Located>()
  /** When phones moved of which nothing is known: a query that runs meanwhile may not see it. The oldest first. */
  readonly #moved = new Map<string, number>()
  #moments = 0
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

  /** How many phones are registered, as far as is known here; not those that are with another engine. @param now epoch ms */
  registrations(now: number): number {
    let count = 0
    for (const { targets, moved } of this.#devices.values())
      if (!moved) for (const { expiresAt } of targets) if (expiresAt > now) count += 1
    return count
  }

  /** Taken before the database is asked for bindings, and handed to `learn` with them. */
  moment(): number {
    this.#moments += 1
    return this.#moments
  }

  /**
   * Takes what a plan says of a device, unless something newer is known. A plan that was overtaken serves where nothing is known,
   * and gives way to the next.
   */
  learn({ id, username, srtp, registrations }: Registered, asked: Asked): void {
    const known = this.#devices.get(id)
    if (known && (asked.overtaken || known.asOf > asked.at)) return
    if (registrations.length > 0) this.#usernames.add(username)
    this.#locate({ id, username, srtp }, registrations, asked.at)
  }

  /** Learns of a device that no plan names. @throws what the store throws */
  async lookUp(device: Owner, store: Pick<RegistrationStore, 'of'>): Promise<void> {
    const at = this.moment()
    this.learn({ ...device, registrations: await store.of(device.id) }, { at })
  }

  /** The bindings of a device as its last REGISTER left them. */
  replace(device: Owner, bindings: readonly StoredBinding[]): void {
    this.#usernames.add(device.username)
    this.#locate(device, bindings, this.moment())
  }

  /** Forgets a device: it was deleted, or its credentials changed. */
  forget(deviceId: string): void {
    this.#devices.delete(deviceId)
  }

  /** It has registered with another engine, or has signed off. */
  movedElsewhere(deviceId: string): void {
    const known = this.#devices.get(deviceId)
    // A query that began before does not know of it.
    if (known) this.#devices.set(deviceId, { ...known, asOf: this.moment(), moved: true })
    else this.#noteMoved(deviceId)
  }

  #noteMoved(deviceId: string): void {
    this.#moved.delete(deviceId)
    if (this.#moved.size >= MOST_MOVED) {
      const [oldest = ''] = this.#moved.keys()
      this.#moved.delete(oldest)
    }
    this.#moved.set(deviceId, this.moment())
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

  /** What rings now for that phone number, of these devices. Nearly every number has one: then nothing is copied. @param now epoch ms */
  reachableOf(numberId: string, devices: readonly LiveDevice[], now: number): readonly RingTarget[] {
    let found: readonly RingTarget[] = []
    for (const device of devices) {
      if (device.numberId !== numberId) continue
      const targets = this.reachable(device.id, now)
      found = found.length === 0 ? targets : [...found, ...targets]
    }
    return found
  }

  /**
   * Where that phone of the device has registered last, whether its connection is still there or not; undefined: it is registered
   * no more.
   * @param now epoch ms
   */
  whereIs(deviceId: string, phone: Phone, now: number): Destination | undefined {
    const targets = this.#devices.get(deviceId)?.targets ?? []
    return latest(targets.filter((each) => each.expiresAt > now && isSamePhone(each.phone, phone)))
      ?.destination
  }

  /** Which phone of the device sends by this flow, as far as its registrations tell. @param now epoch ms */
  phoneAt(deviceId: string, flow: Flow, now: number): Phone | undefined {
    const targets = this.#devices.get(deviceId)?.targets ?? []
    return latest(targets.filter((each) => each.expiresAt > now && isAt(each, flow)))?.phone
  }

  /**
   * It has moved, or everything that was known of the device has expired without a word of it here: it may have registered with
   * another engine. Not so of one that has signed off here.
   * @param now epoch ms
   */
  isOutdated(deviceId: string, now: number): boolean {
    const located = this.#devices.get(deviceId)
    if (located?.moved) return true
    const targets = located?.targets
    return targets !== undefined && targets.length > 0 && targets.every(({ expiresAt }) => expiresAt <= now)
  }

  /** What can be reached now of these bindings, whatever else is known of the device; not to call it. @param now epoch ms */
  livingWays(
    id: string,
    username: string,
    bindings: readonly StoredBinding[],
    now: number,
  ): readonly RingTarget[] {
    const current = bindings.filter((binding) => binding.expiresAt > now)
    this.#tellOf(current)
    return targetsOf({ id, username, srtp: 'off' }, current).flatMap((target) => this.#byLivingWay(target))
  }

  #locate(device: Owner, bindings: readonly StoredBinding[], asOf: number): void {
    const targets = targetsOf(device, bindings)
    const connected = targets.some(isConnected)
    const movedAt = this.#moved.get(device.id) ?? 0
    this.#moved.delete(device.id)
    this.#devices.set(
      device.id,
      movedAt > asOf ? { targets, connected, asOf: movedAt, moved: true } : { targets, connected, asOf },
    )
    this.#tellOf(bindings)
  }

  #tellOf(bindings: readonly StoredBinding[]): void {
    for (const { flow, expiresAt } of bindings) this.#located(sourceAddress(flow), expiresAt)
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

/** Of one that has registered from several places, where it was last: what it registered there lasts longest. */
export function latest(targets: readonly RingTarget[]): RingTarget | undefined {
  return targets.toSorted((a, b) => b.expiresAt - a.expiresAt)[0]
}

/** A phone on UDP is met only where its REGISTER came from, which its router keeps open as long as something passes. */
export function isBehindNat(binding: StoredBinding): boolean {
  if (binding.flow.transport !== 'UDP') return false
  const uri = parseUri(binding.contact)
  return uri instanceof SipUri && 'flow' in destinationOf(uri, binding)
}

function isAt({ destination, origin }: RingTarget, flow: Flow): boolean {
  if (origin !== undefined || flow.origin !== undefined) return isSameOrigin(origin, flow.origin)
  if ('uri' in destination) return false
  if ('address' in destination)
    return (
      destination.transport === flow.transport &&
      destination.address === flow.remoteAddress &&
      destination.port === flow.remotePort
    )
  const registered = destination.flow
  if (registered.connectionId !== 0) return registered.connectionId === flow.connectionId
  return (
    registered.transport === flow.transport &&
    registered.remoteAddress === flow.remoteAddress &&
    registered.remotePort === flow.remotePort
  )
}

const isSameOrigin = (one: Origin | undefined, other: Origin | undefined): boolean =>
  one?.transport === other?.transport && one?.address === other?.address && one?.port === other?.port

function targetsOf({ id, username, srtp }: Owner, bindings: readonly StoredBinding[]): RingTarget[] {
  const targets: RingTarget[] = []
  for (const binding of bindings) {
    const uri = parseUri(binding.contact)
    if (!(uri instanceof SipUri)) continue
    targets.push({
      id,
      username,
      secured: srtp === 'required',
      uri: binding.contact,
      destination: destinationOf(uri, binding),
      ...directWay(uri, binding),
      routes: pathOf(binding),
      ...(binding.flow.origin && { origin: binding.flow.origin }),
      phone: { callId: binding.callId, instance: binding.instance, regId: binding.regId },
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

/** RFC 3327 §6: nobody but a proxy that is believed says by what way a phone is called. */
const pathOf = ({ flow, path }: StoredBinding): readonly string[] => (flow.origin === undefined ? [] : path)

/**
 * A stream goes back over the connection it came by (RFC 5626 §5.3). A datagram goes to the Contact, except when the
 * phone sits behind NAT: then its Contact is not the host its REGISTER came from, and only that source reaches it. Nobody is
 * called at a host that it names and has not sent from.
 */
function destinationOf(contact: SipUri, binding: StoredBinding): Destination {
  const { flow } = binding
  const [first] = pathOf(binding)
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
