/**
 * Calls that ring outside now, by who calls whom: where a carrier strips Diversion and History-Info, a call that we send out and
 * that is diverted back comes in as if it were a new one, and would go out again and again (C11).
 */
import type { Clock } from '@mainline/sip'

/** What comes back does so within seconds; whoever calls later calls anew. */
const COMES_BACK_WITHIN_MS = 10_000
/** As many may ring outside for one caller: people behind one switchboard call with the same number. */
const MOST_OF_ONE_CALLER = 3

export class OutsideCalls {
  readonly #clock: Clock
  /** When each began, monotonic milliseconds, by caller and called number. */
  readonly #since = new Map<string, number[]>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Pairs of numbers with a call that rings outside. */
  get size(): number {
    return this.#since.size
  }

  /**
   * A call of `caller` to our number `called` begins to ring outside. Callers who withhold their number are many: nothing is
   * told of them.
   *
   * @returns to be called once when it rings no more
   */
  begin(caller: string | undefined, called: string): () => void {
    if (caller === undefined) return () => {}
    const key = keyOf(caller, called)
    const since = this.#clock.now()
    const all = this.#since.get(key) ?? []
    this.#since.set(key, [...all, since])
    return () => {
      const left = [...(this.#since.get(key) ?? [])]
      left.splice(left.indexOf(since), 1)
      if (left.length === 0) this.#since.delete(key)
      else this.#since.set(key, left)
    }
  }

  /** Whether a call that comes in now is rather one that we have sent out. */
  seemsToComeBack(caller: string | undefined, called: string): boolean {
    if (caller === undefined || this.#since.size === 0) return false
    const since = this.#since.get(keyOf(caller, called))
    if (since === undefined || since.length < MOST_OF_ONE_CALLER) return false
    const now = this.#clock.now()
    return since.filter((begun) => now - begun < COMES_BACK_WITHIN_MS).length >= MOST_OF_ONE_CALLER
  }
}

const keyOf = (caller: string, called: string): string => `${caller} ${called}`
