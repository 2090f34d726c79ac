/**
 * The media side as the signalling thread sees it: ports and endpoints here, sockets and packets on worker threads.
 * Nothing of it waits: leases are synchronous, orders are gathered and cross once a turn, reports come back as callbacks.
 */

import { fileURLToPath } from 'node:url'
import { selfSigned } from './browser/self-signed.ts'
import { LeasedEndpoint } from './leased-endpoint.ts'
import type { EndpointKeepsake, MediaEndpoint } from './media-endpoint.ts'
import { systemClock } from './system-clock.ts'
import { boundAhead, WorkerLink } from './worker-link.ts'

export interface MediaPlaneOptions {
  /** The address that sockets bind, and that descriptions show unless `advertise` says otherwise. */
  readonly address: string
  /** The address shown to peers when it is another (one-to-one NAT). */
  readonly advertise?: string
  /** RTP takes the even ports, RTCP the odd ones above. Zero and zero: whatever ports the system gives. */
  readonly ports: { readonly from: number; readonly to: number }
  /** Port pairs that are bound at most, though the range has more; no limit by default. */
  readonly mostPairs?: number
  /** Sockets for RTCP that are bound at most; audio on the pairs beyond goes without reports. No limit by default. */
  readonly mostRtcp?: number
  /** Recordings that go on at a time at most: each has a file open. One more fails at once. No limit by default. */
  readonly mostRecordings?: number
  /** Worker threads; 1 by default. */
  readonly workers?: number
  /** Ports bound for RTP before `open` resolves; 256 by default. */
  readonly boundAhead?: number
  /** Milliseconds that a port rests before its next call; 2000 by default. */
  readonly quarantine?: number
  /** Folder with one folder of prompts per language; the package's own by default. */
  readonly prompts?: string
  /** Milliseconds without RTP after which `onInactive` fires; 60000 by default. */
  readonly inactivity?: number
  /** A worker has died: no call on it will ever be heard again, and its ports do not come back. */
  readonly onFailed?: (error: Error) => void
  readonly log?: (level: 'info' | 'warn' | 'error', message: string, fields: object) => void
}

/** What is in use; all zero but `ports` when no call is up. */
export interface MediaCounts {
  readonly endpoints: number
  readonly relays: number
  readonly playing: number
  readonly recording: number
  /** Endpoints closed whose statistics are still to come. */
  readonly closing: number
}

const ownPrompts = fileURLToPath(new URL('../prompts', import.meta.url))

/** Where parties' endpoints are opened and joined: the built-in plane, alone or behind rtpengine. */
export interface AudioPlane {
  /** Of what browsers see in the handshake, SHA-256 as in `a=fingerprint`. */
  readonly fingerprint: string
  /**
   * @param near whom the party is likely to talk to
   * @param isPlain it is no browser, and its audio is not known to be secured
   */
  openEndpoint(near?: MediaEndpoint, isPlain?: boolean): MediaEndpoint | undefined
  connect(a: MediaEndpoint, b: MediaEndpoint): void
  disconnect(a: MediaEndpoint): void
  overhear(listener: MediaEndpoint, party: MediaEndpoint): void
  /** The endpoint of a process that is gone; undefined: so is its port. */
  revive(keepsake: EndpointKeepsake): MediaEndpoint | undefined
}

export class MediaPlane implements AudioPlane {
  readonly #links: readonly WorkerLink[]
  readonly #options: MediaPlaneOptions
  #nextId = 1
  #closed = false
  #expecting = false

  /** Of what browsers see in the handshake, SHA-256 as in `a=fingerprint`. */
  readonly fingerprint: string

  private constructor(options: MediaPlaneOptions, links: readonly WorkerLink[], fingerprint: string) {
    this.#options = options
    this.fingerprint = fingerprint
    this.#links = links
  }

  /** Starts the workers and binds the first ports; rejects when no port can be bound. */
  static async open(options: MediaPlaneOptions): Promise<MediaPlane> {
    const count = options.workers ?? 1
    const identity = selfSigned({ commonName: 'Mainline', ...identityLife() })
    const links = shareOf(options.ports, count).map(
      (ports) =>
        new WorkerLink(
          {
            address: options.address,
            ports,
            mostPairs: Math.ceil((options.mostPairs ?? Number.POSITIVE_INFINITY) / count),
            mostRtcp: Math.ceil((options.mostRtcp ?? Number.POSITIVE_INFINITY) / count),
            prompts: options.prompts ?? ownPrompts,
            inactivity: options.inactivity ?? 60_000,
            identity,
          },
          options.quarantine ?? 2000,
          options,
        ),
    )
    const started = await Promise.allSettled(
      links.map((link) => link.start(options.boundAhead ?? boundAhead)),
    )
    const failure = started.find((result) => result.status === 'rejected')
    if (failure) {
      await Promise.all(links.map((link) => link.close()))
      throw failure.reason
    }
    return new MediaPlane(options, links, identity.fingerprint)
  }

  /**
   * Leases a port pair; undefined when none is ready. `near` puts the new endpoint on the worker of another, which
   * `connect` needs when there are several workers.
   */
  openEndpoint(near?: MediaEndpoint): MediaEndpoint | undefined {
    if (this.#closed) return undefined
    const link = near ? asLeased(near).link : this.#leastBusy()
    const slot = link?.take()
    if (!link || slot === undefined) return undefined
    const { advertise, address } = this.#options
    const endpoint = new LeasedEndpoint(link, slot, this.#nextId, advertise ?? address)
    this.#nextId += 1
    link.endpoints.set(endpoint.id, endpoint)
    return endpoint
  }

  /** A page has registered: its first call need not wait for what browsers' audio needs. */
  expectBrowsers(): void {
    if (this.#expecting) return
    this.#expecting = true
    for (const link of this.#links) link.order({ op: 'expectBrowsers' })
  }

  /**
   * Relays RTP and RTCP both ways. Bytes are forwarded untouched, except for payload types that the two sides agreed
   * on differently, and G.711 of the other law. Replaces an earlier connection of either.
   */
  connect(a: MediaEndpoint, b: MediaEndpoint): void {
    asLeased(a).connect(asLeased(b))
  }

  /** Ends the relay of `a` and its partner; both stay open. */
  disconnect(a: MediaEndpoint): void {
    asLeased(a).disconnect()
  }

  /**
   * `listener` hears what `party` says and what it hears, until either is closed; both parties of the relay hear a tone every
   * 15 s. It must live on the same worker.
   */
  overhear(listener: MediaEndpoint, party: MediaEndpoint): void {
    asLeased(listener).overhear(asLeased(party))
  }

  /** Its ports are this process's: none outlives one. */
  revive(): undefined {
    return undefined
  }

  counts(): MediaCounts {
    const counts = { endpoints: 0, relays: 0, playing: 0, recording: 0, closing: 0 }
    for (const link of this.#links) {
      counts.endpoints += link.endpoints.size
      counts.relays += link.relays
      counts.playing += link.playing.size
      counts.recording += link.recording.size
      counts.closing += link.closing.size
    }
    return counts
  }

  /** Port pairs bound: free to lease now, resting after a call, leased. */
  ports(): { readonly free: number; readonly resting: number; readonly leased: number } {
    const ports = { free: 0, resting: 0, leased: 0 }
    for (const { leases } of this.#links) {
      ports.free += leases.free
      ports.resting += leases.resting
      ports.leased += leases.leased
    }
    return ports
  }

  /** Ends every recording, gives all sockets back, stops the workers; resolves when the files are complete. */
  async close(): Promise<void> {
    if (this.#closed) return
    for (const link of this.#links) for (const endpoint of [...link.endpoints.values()]) endpoint.close()
    this.#closed = true
    await Promise.all(this.#links.map((link) => link.close()))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  #leastBusy(): WorkerLink | undefined {
    let best = this.#links[0]
    for (const link of this.#links) if (best && link.leases.leased < best.leases.leased) best = link
    return best
  }
}

function asLeased(endpoint: MediaEndpoint): LeasedEndpoint {
  if (endpoint instanceof LeasedEndpoint) return endpoint
  throw new TypeError('an endpoint of another media plane')
}

/** Longer than any process runs; begun yesterday, since browsers' clocks differ. */
function identityLife() {
  const day = 86_400_000
  const now = systemClock.epoch()
  return { from: now - day, until: now + 3650 * day }
}

/** Cuts the range into one part for each worker, each beginning with an even port. */
function shareOf(ports: MediaPlaneOptions['ports'], count: number): MediaPlaneOptions['ports'][] {
  const even = ports.from + (ports.from % 2)
  const pairs = Math.floor((ports.to - even + 1) / 2)
  return Array.from({ length: count }, (_, index) => {
    if (ports.from === 0) return ports
    const first = Math.floor((pairs * index) / count)
    const next = Math.floor((pairs * (index + 1)) / count)
    return { from: even + 2 * first, to: even + 2 * next - 1 }
  })
}
