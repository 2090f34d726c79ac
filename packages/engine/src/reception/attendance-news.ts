/**
 * Tells the database whether anybody takes the calls of a reception (product §6.4), when that changes. What cannot be stored is
 * stored later: the latest, of each site once.
 */
import type { Clock, Timer } from '@mainline/sip'
import type { AttendanceStore, EngineLog } from '../ports.ts'
import type { ReceptionDesk } from './reception-desk.ts'

const RETRY_MS = 5_000

export class AttendanceNews {
  readonly #store: AttendanceStore
  readonly #clock: Clock
  readonly #log: EngineLog
  readonly #known = new Map<string, boolean>()
  readonly #untold = new Set<string>()
  #telling = false
  #retry: Timer | undefined
  #closed = false

  constructor(store: AttendanceStore, { clock, log }: { readonly clock: Clock; readonly log: EngineLog }) {
    this.#store = store
    this.#clock = clock
    this.#log = log
  }

  changed({ siteId, attending }: Pick<ReceptionDesk, 'siteId' | 'attending'>): void {
    const attended = attending > 0
    if ((this.#known.get(siteId) ?? false) === attended) return
    this.#known.set(siteId, attended)
    this.#untold.add(siteId)
    if (!this.#telling) void this.#tell()
  }

  close(): void {
    this.#closed = true
    if (this.#retry) this.#clock.cancel(this.#retry)
  }

  async #tell(): Promise<void> {
    this.#telling = true
    try {
      for (const siteId of this.#untold) {
        this.#untold.delete(siteId)
        await this.#note(siteId, this.#known.get(siteId) ?? false)
      }
      this.#telling = false
    } catch (error) {
      this.#log.warn({ error }, 'who attends to the receptions could not be stored; it is tried again')
      if (!this.#closed) this.#retry = this.#clock.after(RETRY_MS, () => void this.#tell())
    }
  }

  async #note(siteId: string, attended: boolean): Promise<void> {
    try {
      await this.#store.note(siteId, attended)
    } catch (error) {
      this.#untold.add(siteId)
      throw error
    }
  }
}
