/**
 * Keeps the ways to phones on UDP open whose router would forget them: those that listen elsewhere than where they registered from,
 * and do not say that they look after that themselves (RFC 5626 §4.2). A way is lost within half a minute of silence in the worst
 * case, and with it every call until the phone registers anew.
 */
import type { Clock, Flow, Timer } from '@mainline/sip'
import { isBehindNat } from './location.ts'
import type { StoredBinding } from './ports.ts'

/** Each way is used so often, seconds; a part of them every second, so that nothing comes in bursts. */
const EVERY_S = 25
const SECOND_MS = 1_000

interface Way {
  readonly flow: Flow
  /** Epoch ms. */
  readonly expiresAt: number
}

export interface NatPathsOptions {
  readonly clock: Clock
  readonly keepOpen: (flow: Flow) => void
}

export class NatPaths {
  readonly #options: NatPathsOptions
  /** By device; each device has its second. */
  readonly #turns: readonly Map<string, readonly Way[]>[] = Array.from({ length: EVERY_S }, () => new Map())
  #turn = 0
  #devices = 0
  #timer: Timer | undefined

  constructor(options: NatPathsOptions) {
    this.#options = options
  }

  /** How many devices have a way that is kept open. */
  get size(): number {
    return this.#devices
  }

  /** These are the bindings of the device now, all of them made by way of this engine. */
  keep(deviceId: string, bindings: readonly StoredBinding[]): void {
    const ways = bindings.filter(needsUs)
    const turn = this.#turnOf(deviceId)
    if (ways.length === 0) {
      if (turn?.delete(deviceId)) this.#devices -= 1
      return
    }
    if (turn === undefined) this.#devices += 1
    const its = turn ?? this.#turns[this.#devices % EVERY_S]
    its?.set(deviceId, ways)
    this.#timer ??= this.#after()
  }

  close(): void {
    if (this.#timer) this.#options.clock.cancel(this.#timer)
    for (const turn of this.#turns) turn.clear()
    this.#devices = 0
  }

  #turnOf(deviceId: string): Map<string, readonly Way[]> | undefined {
    return this.#turns.find((turn) => turn.has(deviceId))
  }

  #after(): Timer {
    return this.#options.clock.after(SECOND_MS, () => this.#takeTurn())
  }

  #takeTurn(): void {
    const turn = this.#turns[this.#turn]
    this.#turn = (this.#turn + 1) % EVERY_S
    const now = this.#options.clock.epoch()
    for (const [deviceId, ways] of turn ?? []) {
      const current = ways.filter(({ expiresAt }) => expiresAt > now)
      for (const { flow } of current) this.#options.keepOpen(flow)
      if (current.length > 0) continue
      turn?.delete(deviceId)
      this.#devices -= 1
    }
    this.#timer = this.#devices > 0 ? this.#after() : undefined
  }
}

const needsUs = (binding: StoredBinding): boolean => binding.regId === null && isBehindNat(binding)
