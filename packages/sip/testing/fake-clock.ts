/**
 * A clock that stands still until a test moves it. Timers fire in the order of their times, those of one time in
 * the order in which they were set, each at exactly its time.
 */
import type { Clock, Timer } from '../src/clock.ts'

interface FakeTimer extends Timer {
  readonly serial: number
  fire: (() => void) | undefined
}

/** Midday of a Wednesday, UTC: within business hours nearly everywhere that tests look at. */
const EPOCH = Date.UTC(2026, 0, 7, 12)

export class FakeClock implements Clock {
  readonly resolution = 1
  #now = 0
  #serial = 0
  /** A binary heap by time, then serial; cancelled timers stay until they come up. */
  readonly #heap: FakeTimer[] = []
  #pending = 0
  readonly #epoch: number

  /** `epoch`: wall time, in milliseconds since 1970, of the moment 0. */
  constructor(epoch: number = EPOCH) {
    this.#epoch = epoch
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#pending
  }

  now(): number {
    return this.#now
  }

  epoch(): number {
    return this.#epoch + this.#now
  }

  after(milliseconds: number, fire: () => void): Timer {
    const timer: FakeTimer = { dueAt: this.#now + Math.max(0, milliseconds), serial: this.#serial++, fire }
    this.#pending++
    this.#push(timer)
    return timer
  }

  cancel(timer: Timer): void {
    const fake = timer as FakeTimer
    if (fake.fire === undefined) return
    fake.fire = undefined
    this.#pending--
  }

  /** Moves time on and fires what falls due, without giving way to promises. */
  advance(milliseconds: number): void {
    const until = this.#now + milliseconds
    while (this.#fireNext(until)) {
      // each call fires one
    }
    this.#now = until
  }

  /** As `advance`, but lets promises and completed I/O run before, between and after timers. */
  async advanceAsync(milliseconds: number): Promise<void> {
    const until = this.#now + milliseconds
    await this.settle()
    while (this.#fireNext(until)) await this.settle()
    this.#now = until
    await this.settle()
  }

  /** Lets everything run that waits for no timer. */
  settle(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve))
  }

  /** Moves on until no timer is left; throws when that takes more than `limit` milliseconds. */
  drain(limit = 3_600_000): void {
    const until = this.#now + limit
    while (this.#fireNext(until)) {
      // each call fires one
    }
    if (this.#pending > 0) throw new Error(`${this.#pending} timers left after ${limit} ms`)
  }

  #fireNext(until: number): boolean {
    for (;;) {
      const first = this.#heap[0]
      if (first === undefined || first.dueAt > until) return false
      this.#pop()
      const { fire } = first
      if (fire === undefined) continue
      this.#now = first.dueAt
      first.fire = undefined
      this.#pending--
      fire()
      return true
    }
  }

  #push(timer: FakeTimer): void {
    const heap = this.#heap
    let index = heap.length
    heap.push(timer)
    while (index > 0) {
      const up = (index - 1) >> 1
      const parent = heap[up] as FakeTimer
      if (!before(timer, parent)) break
      heap[index] = parent
      index = up
    }
    heap[index] = timer
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    let index = 0
    for (;;) {
      let down = 2 * index + 1
      if (down >= heap.length) break
      const right = heap[down + 1]
      if (right !== undefined && before(right, heap[down] as FakeTimer)) down++
      const child = heap[down] as FakeTimer
      if (!before(child, last)) break
      heap[index] = child
      index = down
    }
    heap[index] = last
  }
}

function before(a: FakeTimer, b: FakeTimer): boolean {
  return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.serial < b.serial)
}
