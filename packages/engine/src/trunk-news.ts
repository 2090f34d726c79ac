/** Tells people of a trunk whose calls nobody here can answer. While the database is away its next such call is told of instead. */
import type { Clock } from '@mainline/sip'
import type { EngineLog, MisfitCall, TrunkNewsSink } from './ports.ts'

/** A trunk whose calls are all like that is told of once in this time, ms. */
const TOLD_AGAIN_AFTER_MS = 60_000

export interface TrunkNewsOptions {
  /** undefined: nobody is told of anything. */
  readonly sink: TrunkNewsSink | undefined
  readonly clock: Clock
  readonly log: EngineLog
  /** The engine waits for it before it stops. */
  track(work: Promise<unknown>): void
}

export class TrunkNews {
  readonly #options: TrunkNewsOptions
  /** When it was last told of, by the id of the trunk. */
  readonly #told = new Map<string, number>()

  constructor(options: TrunkNewsOptions) {
    this.#options = options
  }

  /** A call was refused because of what it offered. */
  misfit(call: MisfitCall): void {
    const { sink, clock, log, track } = this.#options
    const { id, name } = call.trunk
    log.warn({ trunk: name, misfit: call.misfit }, 'a call offered sound that cannot be answered')
    const last = this.#told.get(id)
    if (!sink || (last !== undefined && clock.now() - last < TOLD_AGAIN_AFTER_MS)) return
    this.#told.set(id, clock.now())
    track(
      sink.misfit(call).catch((error: unknown) => {
        this.#told.delete(id)
        log.error({ error }, 'nobody could be told of a trunk')
      }),
    )
  }
}
