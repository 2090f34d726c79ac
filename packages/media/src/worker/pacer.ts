/**
 * One timer for all that is sent by the clock: every 20 ms each player and digit sender gives one packet. Many of them take
 * turns within the 20 ms: hundreds of packets at once would hold up the packets of relayed calls, and the signalling beside.
 */

import type { MediaClock } from '../clock.ts'

/** Milliseconds between packets. */
export const frameMs = 20

/** After a stall, at most so many packets are made up for; the rest of the time is skipped. */
const maxCatchUp = 5
/** Another turn is begun when all have so many: a few players are worth one timer, not ten. */
const turnSize = 16
/** Milliseconds of each turn behind the first; few are far apart. */
const turnOffsets = [0, 10, 4, 14, 8, 18, 2, 12, 6, 16] as const

export interface Paced {
  /** Called once per frame. */
  frame(): void
}

/** Those whose packets go together. */
interface Turn {
  readonly paced: Set<Paced>
  /** When it is due, monotonic milliseconds. */
  next: number
}

/** Ticks only while something is paced. Due times are counted from the start, so lateness never adds up. */
export class Pacer {
  readonly #clock: MediaClock
  readonly #turns: Turn[] = []
  readonly #turnOf = new Map<Paced, Turn>()
  #startedAt = 0
  /** When the timer fires. */
  #wakesAt = 0
  #running = false

  constructor(clock: MediaClock) {
    this.#clock = clock
  }

  get size(): number {
    return this.#turnOf.size
  }

  add(item: Paced): void {
    if (this.#turnOf.has(item)) return
    if (!this.#running) {
      this.#startedAt = this.#clock.now()
      this.#wakesAt = this.#startedAt
    }
    const turn = this.#turnForOneMore()
    // One that had nobody may have been due before the timer fires: its first two packets would be too close.
    if (turn.paced.size === 0) turn.next += wholeFrames(this.#wakesAt - turn.next + frameMs - 1)
    turn.paced.add(item)
    this.#turnOf.set(item, turn)
    if (this.#running) return
    this.#running = true
    this.#tick()
  }

  remove(item: Paced): void {
    this.#turnOf.get(item)?.paced.delete(item)
    this.#turnOf.delete(item)
  }

  /** The one with the fewest, or a new one. */
  #turnForOneMore(): Turn {
    if (!this.#running) this.#turns.length = 0
    let smallest: Turn | undefined
    for (const turn of this.#turns)
      if (smallest === undefined || turn.paced.size < smallest.paced.size) smallest = turn
    const offset = turnOffsets[this.#turns.length]
    if (smallest && (smallest.paced.size < turnSize || offset === undefined)) return smallest
    const begun = { paced: new Set<Paced>(), next: this.#firstDue(offset ?? 0) }
    this.#turns.push(begun)
    return begun
  }

  /** The next moment at this offset that the timer does not miss: now, for the first. */
  #firstDue(offset: number): number {
    const past = this.#wakesAt - this.#startedAt - offset
    return this.#startedAt + offset + Math.max(0, Math.ceil(past / frameMs)) * frameMs
  }

  readonly #tick = (): void => {
    for (const turn of this.#turns) this.#serve(turn)
    this.#running = this.#turnOf.size > 0
    if (!this.#running) return
    this.#wakesAt = this.#nextDue()
    this.#clock.after(Math.max(1, this.#wakesAt - this.#clock.now()), this.#tick)
  }

  #serve(turn: Turn): void {
    const now = this.#clock.now()
    // Whole frames: all turns would fall together otherwise.
    if (now - turn.next > maxCatchUp * frameMs) turn.next += wholeFrames(now - turn.next)
    while (turn.next <= now) {
      for (const item of turn.paced) item.frame()
      turn.next += frameMs
    }
  }

  /** Of the turns that have anybody. */
  #nextDue(): number {
    let next = Number.POSITIVE_INFINITY
    for (const turn of this.#turns) if (turn.paced.size > 0) next = Math.min(next, turn.next)
    return next
  }
}

/** Milliseconds of the frames that fit into so many. */
const wholeFrames = (milliseconds: number): number =>
  Math.max(0, Math.floor(milliseconds / frameMs)) * frameMs
