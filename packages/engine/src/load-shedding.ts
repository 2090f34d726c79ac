/**
 * What an engine does that has more to do than it can: it refuses some of the new calls at once, so that their carrier goes on
 * to another engine or tells the caller, and serves the rest in time. Otherwise all are late together, everything is asked for
 * twice, and calls are lost that were begun (RFC 6357 §3).
 */
import type { Clock, Timer } from '@mainline/sip'
import type { EngineLog } from './ports.ts'

export interface LoadSheddingOptions {
  readonly clock: Clock
  /** The share of the time since it was last asked that this thread was at work, 0 to 1. */
  readonly utilization: () => number
  /** Requests that came again, since the start. */
  readonly retransmitted: () => number
  readonly log: EngineLog
}

/** How often it is looked, milliseconds. */
const WINDOW_MS = 250
/** A thread is behind that never waits for anything, and whose peers wait so long that they ask again so often in a window. */
const SATURATED = 0.995
const ASKED_AGAIN = 5
/** Windows that it may be so before calls are refused: many who call in the same instant are served a little late. */
const PATIENCE = 4
/** What becomes of the share that is taken with each window in which the thread is behind, and in which it is not. */
const FEWER = 0.94
const MORE = 1.04
/** Of the calls beyond `ALWAYS` so much is taken at least, or nothing would show that it is over. */
const LEAST = 0.05
/** So many in a window are taken whatever happens: it is not them who keep the thread busy, but a flood of something else. */
const ALWAYS = 25

export class LoadShedding {
  readonly #options: LoadSheddingOptions
  #behind = 0
  /** Of the new calls, what is taken. */
  #share = 1
  #credit = 0
  #inWindow = 0
  #retransmittedBefore = 0
  #refused = 0
  #refusedBefore = 0
  #timer: Timer

  constructor(options: LoadSheddingOptions) {
    this.#options = options
    this.#timer = this.#next()
  }

  /** Calls refused since the start. */
  get refused(): number {
    return this.#refused
  }

  /** Whether one more call is taken; evenly spread. */
  takes(): boolean {
    this.#inWindow += 1
    if (this.#share === 1 || this.#inWindow <= ALWAYS) return true
    this.#credit += this.#share
    if (this.#credit < 1) {
      this.#refused += 1
      return false
    }
    this.#credit -= 1
    return true
  }

  close(): void {
    this.#options.clock.cancel(this.#timer)
  }

  #next(): Timer {
    return this.#options.clock.after(WINDOW_MS, () => {
      this.#look()
      this.#timer = this.#next()
    })
  }

  #isBehind(): boolean {
    const { utilization, retransmitted } = this.#options
    const again = retransmitted() - this.#retransmittedBefore
    this.#retransmittedBefore += again
    // Each asked in each window: they count from one to the next.
    return utilization() >= SATURATED && again >= ASKED_AGAIN
  }

  #look(): void {
    const { log } = this.#options
    this.#inWindow = 0
    if (!this.#isBehind()) {
      this.#behind = 0
      if (this.#share === 1) return
      this.#share = Math.min(1, this.#share * MORE)
      if (this.#share < 1) return
      const refused = this.#refused - this.#refusedBefore
      log.warn({ refused }, 'there is room for each new call again')
      return
    }
    this.#behind += 1
    if (this.#behind < PATIENCE) return
    if (this.#share === 1) {
      this.#refusedBefore = this.#refused
      log.warn({}, 'more calls come than this engine manages: some are refused with 503')
    }
    this.#share = Math.max(LEAST, this.#share * FEWER)
  }
}
