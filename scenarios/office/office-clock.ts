/**
 * The clock of scenarios: it moves on only when the database has answered, and what else takes true time is done, so that an
 * office behaves the same each time.
 */
import { FakeClock } from '@mainline/sip/testing'
import type { Database } from '@mainline/storage'

/** What is waited for comes within a minute of the office's time, and is looked for in steps. */
const PATIENCE_MS = 60_000
const STEP_MS = 5

export class OfficeClock extends FakeClock {
  readonly #pool: Database['pool']
  #working = 0

  /** @param epoch wall time at the start, ms since 1970 */
  constructor(epoch: number, pool: Database['pool']) {
    super(epoch)
    this.#pool = pool
  }

  /** Stands still until this is done. */
  async during<Result>(work: Promise<Result>): Promise<Result> {
    this.#working += 1
    try {
      return await work
    } finally {
      this.#working -= 1
    }
  }

  /** Lets everything run that waits for no timer, queries included. */
  override async settle(): Promise<void> {
    do await super.settle()
    while (this.#isBusy)
    await super.settle()
  }

  /** Lets time go by until the promise holds. @throws when a minute was not enough */
  async happens<Value>(what: string, promise: Promise<Value>): Promise<Value> {
    let settled = false
    const settle = () => {
      settled = true
    }
    promise.then(settle, settle)
    await this.settle()
    await this.until(what, () => settled)
    return promise
  }

  /** Lets time go by until something is so. @throws when a minute was not enough */
  async until(what: string, holds: () => boolean): Promise<void> {
    const deadline = this.now() + PATIENCE_MS
    while (!holds()) {
      if (this.now() >= deadline) throw new Error(`it did not happen within a minute that ${what}`)
      await this.advanceAsync(STEP_MS)
    }
  }

  get #isBusy(): boolean {
    return this.#working > 0 || this.#pool.totalCount > this.#pool.idleCount || this.#pool.waitingCount > 0
  }
}
