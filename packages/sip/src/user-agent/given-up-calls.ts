/**
 * Calls of ours that came to nothing, for as long as a 2xx may still be on its way: from a fork whose proxy passed on another
 * one's refusal first (RFC 3261 §16.7), from a phone whose CANCEL was lost (§9.1). Whoever answers them would sit in a dead call.
 */
import { type TimerWheel, WheelTimer } from '../timer-wheel.ts'
import type { UacCall } from './uac-call.ts'

/** Two generations, so that no call needs a timer of its own. */
export class GivenUpCalls extends WheelTimer {
  readonly #wheel: TimerWheel
  /** How long each is kept at least, ms; twice that at most. */
  readonly #keep: number
  #recent = new Map<string, UacCall>()
  #older = new Map<string, UacCall>()

  constructor(wheel: TimerWheel, keep: number) {
    super()
    this.#wheel = wheel
    this.#keep = keep
  }

  add(call: UacCall): void {
    this.#recent.set(call.localTag, call)
    if (!this.scheduled) this.#wheel.schedule(this, this.#keep)
  }

  find(localTag: string | undefined, callId: string): UacCall | undefined {
    if (localTag === undefined) return undefined
    const call = this.#recent.get(localTag) ?? this.#older.get(localTag)
    return call?.callId === callId ? call : undefined
  }

  drop(): void {
    this.#wheel.cancel(this)
    this.#recent.clear()
    this.#older.clear()
  }

  fire(): void {
    const emptied = this.#older
    emptied.clear()
    this.#older = this.#recent
    this.#recent = emptied
    if (this.#older.size > 0) this.#wheel.schedule(this, this.#keep)
  }
}
