/** The clock of scenarios: it moves on only when the database has answered, so that an office behaves the same each time. */
import { FakeClock } from '@mainline/sip/testing'
import type { Database } from '@mainline/storage'

export class OfficeClock extends FakeClock {
  readonly #pool: Database['pool']

  /** @param epoch wall time at the start, ms since 1970 */
  constructor(epoch: number, pool: Database['pool']) {
    super(epoch)
    this.#pool = pool
  }

  /** Lets everything run that waits for no timer, queries included. */
  override async settle(): Promise<void> {
    do await super.settle()
    while (this.#pool.totalCount > this.#pool.idleCount || this.#pool.waitingCount > 0)
    await super.settle()
  }
}
