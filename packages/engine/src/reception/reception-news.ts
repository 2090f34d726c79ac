/** Tells that a reception looks otherwise now: gathered for a moment, since one click changes much at once. */
import type { Clock, Timer } from '@mainline/sip'
import type { CallLiveEvent } from '../ports.ts'
import type { ReceptionDesk } from './reception-desk.ts'

export interface ReceptionNewsOptions {
  readonly clock: Clock
  readonly wanted: (operatorId: string) => boolean
  readonly tell: (event: CallLiveEvent) => void
}

const GATHER_MS = 40

export class ReceptionNews {
  readonly #options: ReceptionNewsOptions
  readonly #changed = new Set<ReceptionDesk>()
  #timer: Timer | undefined

  constructor(options: ReceptionNewsOptions) {
    this.#options = options
  }

  changed(desk: ReceptionDesk): void {
    if (desk.operatorId === undefined || !this.#options.wanted(desk.operatorId)) return
    this.#changed.add(desk)
    this.#timer ??= this.#options.clock.after(GATHER_MS, () => this.#tell())
  }

  close(): void {
    if (this.#timer) this.#options.clock.cancel(this.#timer)
    this.#timer = undefined
  }

  #tell(): void {
    this.#timer = undefined
    const at = this.#options.clock.epoch()
    for (const desk of this.#changed) {
      const { seats, calls } = desk.view
      const waiting = calls.filter(({ state }) => state === 'waiting')
      this.#options.tell({
        operatorId: desk.operatorId ?? null,
        siteId: desk.siteId,
        organizationId: null,
        numberId: null,
        kind: 'reception.changed',
        at,
        data: {
          waiting: waiting.length,
          longestSince: waiting.length === 0 ? null : Math.min(...waiting.map(({ since }) => since)),
          ready: seats.filter(({ state }) => state === 'ready').length,
          talking: seats.filter(({ state }) => state === 'talking').length,
        },
      })
    }
    this.#changed.clear()
  }
}
