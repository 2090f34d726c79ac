/** Lets a few at a time do what many would do at once; who has waited too long is told so. */
import type { Clock } from '@mainline/sip'

export interface TurnsOptions {
  readonly atATime: number
  /** How long one waits for a turn, milliseconds. */
  readonly patienceMs: number
  readonly clock: Clock
}

export class Turns {
  readonly #options: TurnsOptions
  #taken = 0
  /** In the order in which they came. */
  readonly #waiting = new Set<() => void>()

  constructor(options: TurnsOptions) {
    this.#options = options
  }

  /**
   * A turn, which `done` gives on: undefined when it is there at once, else a promise that resolves when it is, or rejects when
   * that takes too long; then there is nothing to give on.
   */
  take(): Promise<void> | undefined {
    const { atATime, patienceMs, clock } = this.#options
    if (this.#taken < atATime) {
      this.#taken += 1
      return undefined
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const timer = clock.after(patienceMs, () => {
      this.#waiting.delete(begin)
      reject(new Error(`no turn within ${patienceMs} ms`))
    })
    const begin = (): void => {
      clock.cancel(timer)
      resolve()
    }
    this.#waiting.add(begin)
    return promise
  }

  /** Whoever had a turn is through, well or not. */
  done(): void {
    const [next] = this.#waiting
    if (next === undefined) {
      this.#taken -= 1
      return
    }
    this.#waiting.delete(next)
    next()
  }
}
