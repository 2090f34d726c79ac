/**
 * Trunks that cannot take a call now, as far as calls have found out: one that asked to be left alone for a while (RFC 3261 §21.5.4),
 * or said nothing at all. The next calls try them last, for else each would wait for them anew.
 */
import type { Clock } from '@mainline/sip'

/** For how long a silent trunk is tried last, ms. */
const SILENT_FOR_MS = 300_000
/** For how long at most one that asks for more: a carrier that says days by mistake is not lost for days. */
const MOST_MS = 3_600_000

export class TrunkTroubles {
  readonly #clock: Clock
  /** Until when, by the id of the trunk. */
  readonly #silent = new Map<string, number>()
  /** The same of those that asked for it, which a call that they take does not change. */
  readonly #busy = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** It said 503, and wants nothing more for so many seconds. */
  wasBusy(trunkId: string, seconds: number): void {
    if (seconds > 0) this.#busy.set(trunkId, this.#clock.now() + Math.min(seconds * 1_000, MOST_MS))
  }

  /** It said nothing at all to a call. */
  wasSilent(trunkId: string): void {
    this.#silent.set(trunkId, this.#clock.now() + SILENT_FOR_MS)
  }

  /** It has said something to a call. */
  hasSpoken(trunkId: string): void {
    this.#silent.delete(trunkId)
  }

  /** Whether it is to be tried last. */
  has(trunkId: string): boolean {
    return this.isSilent(trunkId) || this.#isAmong(this.#busy, trunkId)
  }

  /** Whether whoever tries it has to wait for nothing. */
  isSilent(trunkId: string): boolean {
    return this.#isAmong(this.#silent, trunkId)
  }

  #isAmong(kept: Map<string, number>, trunkId: string): boolean {
    const until = kept.get(trunkId)
    if (until !== undefined && until <= this.#clock.now()) kept.delete(trunkId)
    return kept.has(trunkId)
  }
}
