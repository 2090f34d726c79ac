/** Tells people of calls out while they go on (C15). While the database is away nobody can be told: it is tried again. */
import type { Clock, Timer } from '@mainline/sip'
import type { EngineLog, OutsideCallSink } from './ports.ts'

export interface OutsideNewsOptions {
  /** undefined: nobody is told of anything. */
  readonly sink: OutsideCallSink | undefined
  readonly clock: Clock
  readonly log: EngineLog
  /** The engine waits for it before it stops. */
  track(work: Promise<unknown>): void
}

/** How often it is tried to tell people of a call, and how long after another, ms: ten minutes. */
const TOLD_AGAIN = 120
const TOLD_AGAIN_AFTER_MS = 5_000

export class OutsideNews {
  readonly #options: OutsideNewsOptions
  /** Until people are told once more. */
  readonly #untold = new Set<Timer>()

  constructor(options: OutsideNewsOptions) {
    this.#options = options
  }

  /** Tells it, again and again for as long as that is still of use. */
  tell(what: (sink: OutsideCallSink) => Promise<void>): void {
    const { sink } = this.#options
    if (sink) this.#try(() => what(sink), TOLD_AGAIN)
  }

  /** Nobody is told of anything more. */
  close(): void {
    for (const timer of this.#untold) this.#options.clock.cancel(timer)
    this.#untold.clear()
  }

  #try(tell: () => Promise<void>, again: number): void {
    const { track, log, clock } = this.#options
    const told = tell().catch((error: unknown) => {
      log.error({ error }, 'nobody could be told of a call out')
      if (again === 0) return
      const timer = clock.after(TOLD_AGAIN_AFTER_MS, () => {
        this.#untold.delete(timer)
        this.#try(tell, again - 1)
      })
      this.#untold.add(timer)
    })
    track(told)
  }
}
