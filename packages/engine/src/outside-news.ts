/** Tells people of calls out while they go on (C15). While the database is away nobody can be told: it is tried again. */
import type { Clock, Timer } from '@mainline/sip'
import type { EngineLog, OutsideCallSink } from './ports.ts'

/** A call out that the limits of its site did not allow. */
export type RefusedCallOut = Parameters<OutsideCallSink['limitReached']>[0]

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
  /** Of whose refused calls people are still to be told. */
  readonly #refused = new Set<string>()

  constructor(options: OutsideNewsOptions) {
    this.#options = options
  }

  /** Tells it, again and again for as long as that is still of use. */
  tell(what: (sink: OutsideCallSink) => Promise<void>): void {
    const { sink } = this.#options
    if (sink) this.#try(() => what(sink), TOLD_AGAIN)
  }

  /** The same of a refusal. A phone that dials again and again is not told of each time: it is one alert of its organization. */
  refused(call: RefusedCallOut): void {
    const { sink } = this.#options
    const { organizationId } = call.place
    if (!sink || this.#refused.has(organizationId)) return
    this.#refused.add(organizationId)
    this.#try(
      () => sink.limitReached(call),
      TOLD_AGAIN,
      () => this.#refused.delete(organizationId),
    )
  }

  /** Nobody is told of anything more. */
  close(): void {
    for (const timer of this.#untold) this.#options.clock.cancel(timer)
    this.#untold.clear()
  }

  /** @param done called once people were told, or are not going to be */
  #try(tell: () => Promise<void>, again: number, done: () => void = () => {}): void {
    const { track, log, clock } = this.#options
    const told = tell().then(done, (error: unknown) => {
      log.error({ error }, 'nobody could be told of a call out')
      if (again === 0) {
        done()
        return
      }
      const timer = clock.after(TOLD_AGAIN_AFTER_MS, () => {
        this.#untold.delete(timer)
        this.#try(tell, again - 1, done)
      })
      this.#untold.add(timer)
    })
    track(told)
  }
}
