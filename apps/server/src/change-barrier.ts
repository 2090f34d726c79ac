/** Waits until every engine that lives obeys what is committed (N5): by notification, whichever host the engine is on. */
import type { Clock } from '@mainline/sip'
import {
  acknowledgedChannel,
  type Database,
  listEngines,
  parseAcknowledgement,
  raiseBarrier,
  type SeenEngine,
} from '@mainline/storage'
import type { Obedience, RouteAcknowledgement } from './http/ports.ts'

/** How often it is looked whether an engine that is waited for still lives, ms. */
const LOOK_AGAIN_MS = 500
/** A dead engine is spoken of for so long, ms; then it is old news, for the list of engines only. */
const SPOKEN_OF_MS = 600_000

export class ChangeBarrier implements RouteAcknowledgement {
  readonly #database: Database
  readonly #clock: Clock
  readonly #acknowledged = new Map<string, number>()
  readonly #waiting = new Set<() => void>()

  private constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  static async open(database: Database, clock: Clock): Promise<ChangeBarrier> {
    const barrier = new ChangeBarrier(database, clock)
    await database.listen(acknowledgedChannel, (payload) => barrier.#heard(payload))
    return barrier
  }

  async obeyed(timeoutMs: number): Promise<Obedience> {
    const deadline = this.#clock.now() + timeoutMs
    const seq = await raiseBarrier(this.#database.kysely)
    for (;;) {
      const engines = await listEngines(this.#database.kysely)
      const late = engines.filter((engine) => engine.state === 'live' && !this.#has(engine, seq))
      const anyLives = engines.some((engine) => engine.state === 'live')
      const left = deadline - this.#clock.now()
      if ((anyLives && late.length === 0) || left <= 0)
        return { obeyed: anyLives && late.length === 0, late: names(late), silent: names(silent(engines)) }
      await this.#heardOf(late, seq, Math.min(left, LOOK_AGAIN_MS))
    }
  }

  #has({ id, ackedSeq }: SeenEngine, seq: number): boolean {
    return Math.max(ackedSeq, this.#acknowledged.get(id) ?? 0) >= seq
  }

  #heard(payload: string): void {
    const { engineId, seq } = parseAcknowledgement(payload)
    this.#acknowledged.set(engineId, Math.max(seq, this.#acknowledged.get(engineId) ?? 0))
    for (const look of this.#waiting) look()
  }

  /** Resolves when all of them have acknowledged, or after so many milliseconds. */
  #heardOf(engines: readonly SeenEngine[], seq: number, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#clock.cancel(timer)
        this.#waiting.delete(look)
        resolve()
      }
      const timer = this.#clock.after(ms, done)
      const look = () => {
        if (engines.length > 0 && engines.every((engine) => this.#has(engine, seq))) done()
      }
      this.#waiting.add(look)
      look()
    })
  }
}

const names = (engines: readonly SeenEngine[]): string[] => engines.map(({ name }) => name)

/** Dead, not long ago, and not started again since. */
function silent(engines: readonly SeenEngine[]): SeenEngine[] {
  const back = new Set(names(engines.filter((engine) => engine.state === 'live')))
  const latest = Math.max(...engines.map(({ heartbeatAt }) => heartbeatAt))
  return engines.filter(
    ({ state, name, heartbeatAt }) =>
      state === 'dead' && !back.has(name) && heartbeatAt > latest - SPOKEN_OF_MS,
  )
}
