/** One timer for all that is sent by the clock: every 20 ms each player and digit sender gives one packet. */

import type { MediaClock } from '../clock.ts'

/** Milliseconds between packets. */
export const frameMs = 20

/** After a stall, at most so many packets are made up for; the rest of the time is skipped. */
const maxCatchUp = 5

export interface Paced {
  /** Called once per frame. */
  frame(): void
}

/** Ticks only while something is paced. Due times are counted from the start, so lateness never adds up. */
export class Pacer {
  readonly #clock: MediaClock
  readonly #paced = new Set<Paced>()
  #next = 0
  #running = false

  constructor(clock: MediaClock) {
    this.#clock = clock
  }

  get size(): number {
    return this.#paced.size
  }

  add(item: Paced): void {
    this.#paced.add(item)
    if (this.#running) return
    this.#running = true
    this.#next = this.#clock.now()
    this.#tick()
  }

  remove(item: Paced): void {
    this.#paced.delete(item)
  }

  readonly #tick = (): void => {
    const now = this.#clock.now()
    if (now - this.#next > maxCatchUp * frameMs) this.#next = now
    while (this.#next <= now && this.#paced.size > 0) {
      for (const item of this.#paced) item.frame()
      this.#next += frameMs
    }
    this.#running = this.#paced.size > 0
    if (this.#running) this.#clock.after(Math.max(1, this.#next - this.#clock.now()), this.#tick)
  }
}
