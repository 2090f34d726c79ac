/**
 * The proxies that stand before the engines (decision 0014). What they say of a request's source is believed, and judged as if
 * the source had sent it here itself (C2); they themselves are never limited, or everybody behind them would be.
 */
import {
  type Clock,
  type Flow,
  parseUri,
  type SipRequest,
  SipUri,
  type StatelessRefusal,
} from '@mainline/sip'
import { isWebSocket } from './browser-leg.ts'
import { isCallForHelp } from './call-for-help.ts'
import { readSource, silenceLine, sourceHeader } from './edge-source.ts'
import type { EngineLog } from './ports.ts'
import type { SourceGuard } from './source-guard.ts'
import type { TrunkDirectory } from './trunk-directory.ts'

/** Where an edge takes what engines send out. */
export interface EdgeAddress {
  readonly address: string
  readonly port: number
}

export interface EdgeProxiesOptions {
  readonly edges: readonly [EdgeAddress, ...EdgeAddress[]]
  readonly guard: SourceGuard
  readonly trunks: Pick<TrunkDirectory, 'bySource'>
  /** Whether a request is of a call under way: whoever sends it is no stranger. */
  readonly isWithinCall: (request: SipRequest) => boolean
  readonly clock: Clock
  readonly log: EngineLog
}

/** Where a request goes that leaves by an edge. */
export interface WayOut {
  readonly destination: { readonly uri: SipUri }
  readonly routes: readonly string[]
}

function wayThrough({ address, port }: EdgeAddress): WayOut {
  const text = `sip:${address.includes(':') ? `[${address}]` : address}:${port};lr`
  const uri = parseUri(text)
  if (!(uri instanceof SipUri)) throw new TypeError(`no address of an edge: ${text}`)
  return { destination: { uri }, routes: [`<${text}>`] }
}

/** What an edge makes by itself: the end of a branch, and the question whether we are there. */
const ownMethods: ReadonlySet<string> = new Set(['ACK', 'CANCEL', 'OPTIONS'])

/** An edge asks every few seconds whether we are there: one that was silent for so long is not, ms. */
const SILENT_AFTER_MS = 30_000
/** How often the log says that an edge is set up wrongly, ms. */
const TOLD_EVERY_MS = 60_000

export class EdgeProxies {
  readonly #options: EdgeProxiesOptions
  /** When each was heard last, by address; monotonic ms. */
  readonly #heardAt: Map<string, number>
  readonly #waysOut: readonly [WayOut, ...WayOut[]]
  #tellAgainAt = Number.NEGATIVE_INFINITY

  constructor(options: EdgeProxiesOptions) {
    this.#options = options
    const [first, ...others] = options.edges
    this.#heardAt = new Map(options.edges.map(({ address }) => [address, Number.NEGATIVE_INFINITY]))
    this.#waysOut = [wayThrough(first), ...others.map(wayThrough)]
  }

  /** Is the other end one of them? A page may come by a proxy of the same address, and is nobody's edge. */
  includes(flow: Flow): boolean {
    return this.#heardAt.has(flow.remoteAddress) && !isWebSocket(flow)
  }

  /** Is one of them there? */
  isAt(address: string): boolean {
    return this.#heardAt.has(address)
  }

  /** Whom a request is from, or how it is refused. What others than edges say of their source is not even read. */
  identify(request: SipRequest, flow: Flow): Flow | StatelessRefusal {
    if (!this.includes(flow)) return flow
    const { guard, trunks, isWithinCall, clock } = this.#options
    const now = clock.now()
    this.#heardAt.set(flow.remoteAddress, now)
    const [text, ...more] = request.headers(sourceHeader)
    if (text === undefined && ownMethods.has(request.method)) return flow
    // Two: one of them was written by somebody else.
    const origin = text === undefined || more.length > 0 ? undefined : readSource(text)
    if (origin === undefined) return this.#unidentified(flow, now)
    const { address } = origin
    const known = trunks.bySource(address) || isWithinCall(request)
    if (known || guard.admit(address, now) || isCallForHelp(request)) return { ...flow, origin }
    return { status: 403, reason: 'Forbidden', extra: silenceLine(guard.silentFor(address, now)) }
  }

  /** The one that calls out go through (RFC 3261 §8.1.2): the first that is there. */
  wayOut(): WayOut {
    const since = this.#options.clock.now() - SILENT_AFTER_MS
    const there = ({ destination }: WayOut) => (this.#heardAt.get(destination.uri.address) ?? 0) >= since
    return this.#waysOut.find(there) ?? this.#waysOut[0]
  }

  #unidentified(flow: Flow, now: number): StatelessRefusal {
    if (now >= this.#tellAgainAt) {
      this.#tellAgainAt = now + TOLD_EVERY_MS
      this.#options.log.error(
        { edge: flow.remoteAddress },
        `an edge of MAINLINE_EDGE does not say where requests come from: it must write one ${sourceHeader} into each, as deploy/kamailio does`,
      )
    }
    return { status: 403, reason: 'Source Unknown' }
  }
}
