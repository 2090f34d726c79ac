/**
 * In which order the addresses of a destination are tried: as they were located (RFC 3263 §4), a long request by TCP first
 * (RFC 3261 §18.1.1), and last of all those that said nothing lately, or asked to be left alone, to whichever request it was.
 */
import type { Clock } from '../clock.ts'
import { type RequestParts, serializeRequest } from '../message/index.ts'
import type { Target, Targets } from '../transport/flow.ts'
import type { TransportLayer } from '../transport/transport-layer.ts'

/** For how long a silent address is tried last, ms: a dead server costs one call each time the wait for it. */
const SILENT_FOR = 300_000

/** For how long at most a server is tried last that asks for more, ms: a carrier that says days by mistake is not lost for days. */
const BUSY_FOR = 3_600_000

/** Names lead to few servers; more would be somebody's play. */
const MOST_KEPT = 1000

export class PreferredTargets {
  readonly #transport: TransportLayer
  readonly #clock: Clock
  /** Until when, in the order in which they fell silent. */
  readonly #silent = new Map<string, number>()
  /** The same of those that were too busy, which an answer does not change. */
  readonly #busy = new Map<string, number>()

  constructor(transport: TransportLayer, clock: Clock) {
    this.#transport = transport
    this.#clock = clock
  }

  /** @param branch of the length that the request's will have */
  of(parts: RequestParts, located: Targets, branch: string): Targets {
    return this.#byVoice(this.#fitting(parts, located, branch))
  }

  /** Those that may answer before those that did not. */
  #byVoice(targets: Targets): Targets {
    if ((this.#silent.size === 0 && this.#busy.size === 0) || targets.length === 1) return targets
    const [first, ...others] = [
      ...targets.filter((target) => !this.#isAvoided(target)),
      ...targets.filter((target) => this.#isAvoided(target)),
    ]
    return first === undefined ? targets : [first, ...others]
  }

  /** Nothing came from there, or nobody is there. */
  wasSilent(target: Target): void {
    this.#keep(this.#silent, target, SILENT_FOR)
  }

  /** It said 503, and for how long nothing more should be sent to it (RFC 3261 §21.5.4, RFC 3263 §4.3). */
  isBusy(target: Target, seconds: number): void {
    if (seconds > 0) this.#keep(this.#busy, target, Math.min(seconds * 1000, BUSY_FOR))
  }

  hasSpoken(target: Target): void {
    if (this.#silent.size > 0) this.#silent.delete(keyOf(target))
  }

  #keep(among: Map<string, number>, target: Target, milliseconds: number): void {
    const key = keyOf(target)
    among.delete(key)
    for (const oldest of among.keys()) {
      if (among.size < MOST_KEPT) break
      among.delete(oldest)
    }
    among.set(key, this.#clock.now() + milliseconds)
  }

  #isAvoided(target: Target): boolean {
    const key = keyOf(target)
    return this.#isAmong(this.#silent, key) || this.#isAmong(this.#busy, key)
  }

  #isAmong(kept: Map<string, number>, key: string): boolean {
    const until = kept.get(key)
    if (until === undefined || until > this.#clock.now()) return until !== undefined
    kept.delete(key)
    return false
  }

  #fitting(parts: RequestParts, targets: Targets, branch: string): Targets {
    const [first, ...others] = targets
    const via = this.#transport.via(first, branch)
    if (via === undefined || serializeRequest(parts, via).length <= this.#transport.largestDatagram)
      return targets
    return [...this.#waysTo(first), ...others.flatMap((target) => this.#waysTo(target))]
  }

  #waysTo(target: Target): Targets {
    const byTcp: Target = { transport: 'TCP', address: target.address, port: target.port }
    return target.upgradable && this.#transport.reaches(byTcp) ? [byTcp, target] : [target]
  }
}

const keyOf = ({ transport, address, port }: Target): string => `${transport} ${address} ${port}`
