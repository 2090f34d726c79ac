/**
 * The built-in plane with rtpengines before it. Parties whose audio is plain RTP are given ports of rtpengine: what two of them
 * say to each other goes on when this process ends. All else, and whatever finds no rtpengine, is the built-in plane's.
 */

import { LeasedEndpoint } from '../../leased-endpoint.ts'
import type { EndpointKeepsake, MediaEndpoint } from '../../media-endpoint.ts'
import type { AudioPlane, MediaCounts, MediaPlane } from '../../media-plane.ts'
import { systemClock } from '../../system-clock.ts'
import { routeBetween } from '../../worker/relay-route.ts'
import { Link } from './link.ts'
import type { NgAddress } from './ng-client.ts'
import { type NodeOptions, RelayNode } from './relay-node.ts'
import type { Seat } from './relay-session.ts'
import { RelayedEndpoint, type RelayedEndpointHost, type SeatKeepsake } from './relayed-endpoint.ts'

export interface RelayedPlaneOptions extends Pick<NodeOptions, 'bound' | 'log' | 'inspectEvery'> {
  /** Where the ng protocol of each is spoken. */
  readonly rtpengines: readonly NgAddress[]
  /** Sessions that each keeps ready, with two ports of parties; 64 by default. */
  readonly ahead?: number
  /** Milliseconds without RTP after which `onInactive` fires; 60000 by default. */
  readonly inactivity?: number
}

/** Apart from those of the built-in plane, which count from one: both name sessions in descriptions. */
const firstId = 2 ** 40

export class RelayedPlane implements AudioPlane, RelayedEndpointHost {
  readonly inactivity: number
  readonly #builtIn: MediaPlane
  readonly #nodes: readonly RelayNode[]
  readonly #endpoints = new Set<RelayedEndpoint>()
  /** Who is joined to an endpoint that is the built-in plane's altogether. */
  readonly #outside = new Map<MediaEndpoint, RelayedEndpoint>()
  #nextId = firstId

  private constructor(builtIn: MediaPlane, nodes: readonly RelayNode[], inactivity: number) {
    this.#builtIn = builtIn
    this.#nodes = nodes
    this.inactivity = inactivity
  }

  /** Resolves when each rtpengine has its first sessions, or is known not to answer. `builtIn` stays its owner's to close. */
  static async open(builtIn: MediaPlane, options: RelayedPlaneOptions): Promise<RelayedPlane> {
    const { rtpengines, log, bound, inspectEvery, ahead = 64, inactivity = 60_000 } = options
    const nodes = rtpengines.map(
      (address) => new RelayNode(address, { clock: systemClock, log, ahead, bound, inspectEvery }),
    )
    await Promise.all(nodes.map((node) => node.begin()))
    return new RelayedPlane(builtIn, nodes, inactivity)
  }

  get fingerprint(): string {
    return this.#builtIn.fingerprint
  }

  /** @param near whom the party is likely to talk to: in the same session, packets pass rtpengine once */
  openEndpoint(near?: MediaEndpoint, isPlain = false): MediaEndpoint | undefined {
    if (!isPlain) return this.#builtIn.openEndpoint()
    const endpoint = new RelayedEndpoint(this, this.#nextId)
    endpoint.seat = this.takeSeat(endpoint, near)
    if (!endpoint.seat) return this.#builtIn.openEndpoint()
    this.#nextId += 1
    this.#endpoints.add(endpoint)
    return endpoint
  }

  /** Its session lives on in rtpengine. What it was joined to is said anew with the next `connect`. */
  revive(keepsake: EndpointKeepsake): MediaEndpoint | undefined {
    const { id, node, callId, points, tag, remote, allowFrom } = keepsake as unknown as SeatKeepsake
    const session = this.#nodes.find(({ name }) => name === node)?.revive(callId, points)
    const endpoint = new RelayedEndpoint(this, id)
    endpoint.seat = session?.takeAgain(tag, endpoint)
    if (!endpoint.seat) return undefined
    endpoint.goOn(remote, allowFrom ?? undefined)
    this.#endpoints.add(endpoint)
    return endpoint
  }

  connect(a: MediaEndpoint, b: MediaEndpoint): void {
    this.#part(a)
    this.#part(b)
    if (a instanceof RelayedEndpoint) a.partner = b
    if (b instanceof RelayedEndpoint) b.partner = a
    if (a instanceof RelayedEndpoint) {
      if (!(b instanceof RelayedEndpoint)) this.#outside.set(b, a)
      this.arrange(a)
    } else if (b instanceof RelayedEndpoint) {
      this.#outside.set(a, b)
      this.arrange(b)
    } else this.#builtIn.connect(a, b)
  }

  disconnect(a: MediaEndpoint): void {
    this.#part(a)
    if (a instanceof RelayedEndpoint) this.arrange(a)
    else this.#builtIn.disconnect(a)
  }

  /** Who is overheard is heard here for the rest of the call, when it is a page that listens: as a rule they end together. */
  overhear(listener: MediaEndpoint, party: MediaEndpoint): void {
    if (party instanceof RelayedEndpoint) {
      party.listeners += 1
      if (listener instanceof RelayedEndpoint) listener.overhears = party
      this.arrange(party)
    }
    if (listener instanceof RelayedEndpoint) this.arrange(listener)
    const [ours, theirs] = [here(listener), here(party)]
    if (ours && theirs) this.#builtIn.overhear(ours, theirs)
  }

  counts(): MediaCounts {
    const counts = this.#builtIn.counts()
    return { ...counts, endpoints: counts.endpoints + this.#endpoints.size }
  }

  /** By rtpengine: whether it answers, sessions in use, and those that are ready. */
  rtpengines(): readonly { name: string; isThere: boolean; inUse: number; ready: number }[] {
    return this.#nodes.map(({ name, isThere, inUse, ready }) => ({ name, isThere, inUse, ready }))
  }

  async close(): Promise<void> {
    for (const endpoint of [...this.#endpoints]) endpoint.close()
    await Promise.all(this.#nodes.map((node) => node.close()))
  }

  openInside(): MediaEndpoint | undefined {
    return this.#builtIn.openEndpoint()
  }

  /** Beside whom it talks to, else of the rtpengine that has the least to do. */
  takeSeat(party: RelayedEndpoint, near = party.partner): Seat | undefined {
    const beside = near instanceof RelayedEndpoint ? near.seat?.session.take(party) : undefined
    if (beside) return beside
    let best: RelayNode | undefined
    for (const node of this.#nodes)
      if (node.isThere && node.ready > 0 && (!best || node.inUse < best.inUse)) best = node
    return best?.take()?.take(party)
  }

  now(): number {
    return systemClock.now()
  }

  arrange(party: RelayedEndpoint): void {
    if (party.closed) return
    const { partner } = party
    if (partner === undefined) this.#arrangeAlone(party)
    else if (partner instanceof RelayedEndpoint && mayJoin(party, partner)) joinThere(party, partner)
    else this.#joinHere(party, partner)
  }

  forget(party: RelayedEndpoint): void {
    this.#endpoints.delete(party)
    const { partner, overhears } = party
    // Who is left alone with a relay that nobody sends to any more waits for what comes next, or for its own end.
    if (partner instanceof RelayedEndpoint && !partner.hasInside && !partner.isBusy)
      partner.partner = undefined
    else this.#part(party)
    party.partner = undefined
    party.overhears = undefined
    if (!overhears) return
    overhears.listeners -= 1
    this.arrange(overhears)
  }

  /** Nobody but us can hear it, and only when there is something to be heard. */
  #arrangeAlone(party: RelayedEndpoint): void {
    if (!party.hasInside && !party.isBusy && !party.link) return
    const inside = party.inside()
    if (inside) this.#builtIn.disconnect(inside)
    linkInside(party)
  }

  #joinHere(party: RelayedEndpoint, partner: MediaEndpoint): void {
    const [a, b] = [party.inside(), here(partner)]
    if (a && b && !(a instanceof LeasedEndpoint && a.partner === b)) this.#builtIn.connect(a, b)
    linkInside(party)
    if (partner instanceof RelayedEndpoint) linkInside(partner)
  }

  #part(endpoint: MediaEndpoint): void {
    const partner = endpoint instanceof RelayedEndpoint ? endpoint.partner : this.#outside.get(endpoint)
    if (endpoint instanceof RelayedEndpoint) endpoint.partner = undefined
    else this.#outside.delete(endpoint)
    if (!partner) return
    if (!(partner instanceof RelayedEndpoint)) {
      this.#outside.delete(partner)
      return
    }
    partner.partner = undefined
    this.arrange(partner)
  }
}

/** The endpoint of the built-in plane that stands for it. */
function here(endpoint: MediaEndpoint): MediaEndpoint | undefined {
  return endpoint instanceof RelayedEndpoint ? endpoint.inside() : endpoint
}

/** Nobody listens to the two but each other, and nothing in their packets must be changed. */
function mayJoin(a: RelayedEndpoint, b: RelayedEndpoint): boolean {
  if (!a.seat || !b.seat || a.isBusy || b.isBusy) return false
  if (!a.remote || !b.remote) return true
  if (a.remote.rtcpMux !== b.remote.rtcpMux) return false
  return routeBetween(a.remote, b.remote) === undefined && routeBetween(b.remote, a.remote) === undefined
}

function joinThere(a: RelayedEndpoint, b: RelayedEndpoint): void {
  if (!a.link?.isBetween(a, b)) {
    const link = new Link([a, b])
    for (const end of link.ends) {
      void end.link?.end()
      end.link = link
      end.dropInside()
    }
  }
  a.seat?.session.renew()
  if (b.seat?.session !== a.seat?.session) b.seat?.session.renew()
}

function linkInside(party: RelayedEndpoint): void {
  if (!party.seat) return
  if (party.link?.ends.length !== 1) {
    void party.link?.end()
    party.link = new Link([party])
  }
  party.seat.session.renew()
}
