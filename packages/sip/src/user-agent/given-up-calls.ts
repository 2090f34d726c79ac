/**
 * Calls of ours that came to nothing, for as long as a 2xx may still be on its way: from a fork whose proxy passed on another
 * one's refusal first (RFC 3261 §16.7), from a phone whose CANCEL was lost (§9.1). Whoever answers them would sit in a dead call.
 */
import { type TimerWheel, WheelTimer } from '../timer-wheel.ts'
import type { UacCall } from './uac-call.ts'

/** How far apart calls are forgotten, ms: one timer serves them all, and many go at once. */
const APART = 1_000

export class GivenUpCalls extends WheelTimer {
  readonly #wheel: TimerWheel
  /** How long each is kept, ms. */
  readonly #keep: number
  /** By our tag, oldest first. */
  readonly #calls = new Map<string, UacCall>()

  constructor(wheel: TimerWheel, keep: number) {
    super()
    this.#wheel = wheel
    this.#keep = keep
  }

  add(call: UacCall): void {
    call.givenUpAt = this.#wheel.now()
    this.#calls.set(call.localTag, call)
    if (!this.scheduled) this.#wheel.schedule(this, this.#keep)
  }

  find(localTag: string | undefined, callId: string): UacCall | undefined {
    const call = localTag === undefined ? undefined : this.#calls.get(localTag)
    return call?.callId === callId ? call : undefined
  }

  drop(): void {
    this.#wheel.cancel(this)
    this.#calls.clear()
  }

  fire(): void {
    const now = this.#wheel.now()
    for (const [localTag, call] of this.#calls) {
      const left = call.givenUpAt + this.#keep - now
      if (left > 0) {
        this.#wheel.schedule(this, Math.max(left, APART))
        return
      }
      this.#calls.delete(localTag)
    }
  }
}
