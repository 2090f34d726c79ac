/** A clock that moves when it is told to. */

import type { MediaClock } from '../src/clock.ts'

interface Due {
  readonly at: number
  readonly fire: () => void
}

export class FakeMediaClock implements MediaClock {
  #now = 0
  #due: Due[] = []

  now(): number {
    return this.#now
  }

  epoch(): number {
    return 1_700_000_000_000 + this.#now
  }

  after(milliseconds: number, fire: () => void): () => void {
    const due = { at: this.#now + milliseconds, fire }
    this.#due.push(due)
    return () => {
      this.#due = this.#due.filter((one) => one !== due)
    }
  }

  /** Timers waiting. */
  get pending(): number {
    return this.#due.length
  }

  /** Moves on, firing what falls due in its order. */
  advance(milliseconds: number): void {
    const until = this.#now + milliseconds
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.#due = this.#due.filter((one) => one !== next)
      this.#now = Math.max(this.#now, next.at)
      next.fire()
    }
    this.#now = until
  }

  /** Lets time pass without firing anything: a thread that was busy. */
  stall(milliseconds: number): void {
    this.#now += milliseconds
  }

  #next(until: number): Due | undefined {
    let first: Due | undefined
    for (const due of this.#due) if (due.at <= until && (!first || due.at < first.at)) first = due
    return first
  }
}
