/**
 * Whose messages are read at all (C2). Trunks, registered phones and pages whose session was checked are never limited, nor is
 * whoever we wrote to; of strangers a few messages are read, and every call for help (C15): the source of a datagram is nobody's proof,
 * so whoever floods us or guesses in the name of a phone's address shall not keep that phone from it. Who comes by an edge is judged as whoever is behind it.
 */
import { type Clock, type Flow, type SipRequest, type StatelessRefusal, sourceAddress } from '@mainline/sip'
import { isWebSocket } from './browser-leg.ts'
import { beginsCallForHelp } from './call-for-help.ts'
import { type EdgeAddress, EdgeProxies } from './edge-proxies.ts'
import type { EngineLog } from './ports.ts'
import { SourceGuard } from './source-guard.ts'
import type { TrunkDirectory } from './trunk-directory.ts'

export interface AdmissionOptions {
  readonly edges: readonly EdgeAddress[] | undefined
  readonly trunks: TrunkDirectory
  /** Whether a request is of a call under way. */
  readonly isWithinCall: (request: SipRequest) => boolean
  readonly clock: Clock
  readonly log: EngineLog
}

/** How long whoever we wrote to is expected to answer; each request to it renews that. */
const ANSWERS_FOR_MS = 3_600_000

export class Admission {
  readonly guard = new SourceGuard()
  /** undefined: none stands before us. */
  readonly edges: EdgeProxies | undefined
  /** Whom a request is from, where it may be somebody else than who sends it. */
  readonly identify: ((request: SipRequest, flow: Flow) => Flow | StatelessRefusal) | undefined
  readonly #trunks: TrunkDirectory
  readonly #clock: Clock

  constructor({ edges = [], trunks, isWithinCall, clock, log }: AdmissionOptions) {
    this.#trunks = trunks
    this.#clock = clock
    const { guard } = this
    const [first, ...others] = edges
    if (first === undefined) return
    const proxies = new EdgeProxies({ edges: [first, ...others], guard, trunks, isWithinCall, clock, log })
    this.edges = proxies
    this.identify = (request, flow) => proxies.identify(request, flow)
  }

  admit(flow: Flow, bytes: Buffer): boolean {
    if (isWebSocket(flow) || this.#trunks.bySource(flow.remoteAddress)) return true
    // Whoever is behind it is judged once the edge has said who.
    if (this.edges?.includes(flow)) return true
    return this.guard.admit(flow.remoteAddress, this.#clock.now()) || beginsCallForHelp(bytes)
  }

  /** A carrier of ours, or an edge: everybody behind it comes by its connections. */
  knows(address: string): boolean {
    return this.#trunks.bySource(address) !== undefined || (this.edges?.isAt(address) ?? false)
  }

  /** It is nobody's that we know: to a scanner our name is a list of what to try (C2). */
  isStranger(flow: Flow): boolean {
    const source = sourceAddress(flow)
    if (isWebSocket(flow) || this.knows(source)) return false
    return !this.guard.isTrusted(source, this.#clock.now())
  }

  /** A phone has registered from there. @param until epoch ms */
  registeredFrom(address: string, until: number): void {
    const now = this.#clock.now()
    this.guard.expect(address, now + until - this.#clock.epoch(), now)
  }

  /** Something is about to be sent there. */
  writtenTo(address: string): void {
    const now = this.#clock.now()
    this.guard.expect(address, now + ANSWERS_FOR_MS, now)
  }
}
