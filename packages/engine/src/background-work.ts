/** Work that goes on beside the calls: what an engine that stops has to wait for, and what it need not. */
import type { EngineLog } from './ports.ts'

export class BackgroundWork {
  readonly #log: EngineLog
  /** What has to be done before the engine stops. */
  readonly #due = new Set<Promise<unknown>>()
  /** What need not: phones are told of their messages, trunks are read. */
  readonly #aside = new Set<Promise<unknown>>()

  constructor(log: EngineLog) {
    this.#log = log
  }

  /** Records, messages: an engine that drains waits for it. */
  track(work: Promise<unknown>): void {
    this.#keep(work, this.#due)
  }

  /** Nobody waits for it but who closes the engine. */
  trackAside(work: Promise<unknown>): void {
    this.#keep(work, this.#aside)
  }

  /** Resolves when all that has to be done is done, or has failed. */
  async due(): Promise<void> {
    await Promise.allSettled(this.#due)
  }

  /** The same of everything. */
  async all(): Promise<void> {
    await Promise.allSettled([...this.#due, ...this.#aside])
  }

  #keep(work: Promise<unknown>, among: Set<Promise<unknown>>): void {
    const tracked = work
      .catch((error: unknown) => this.#log.error({ error }, 'work in the background failed'))
      .finally(() => among.delete(tracked))
    among.add(tracked)
  }
}
