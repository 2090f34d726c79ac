/**
 * Slows down whoever guesses a password (C2), from wherever: after a few wrong ones for a name, nothing that comes by that way in that
 * name is looked at for a while, and after more of them nothing of that source. A source may be the NAT of a whole building: other names
 * behind it, and the name elsewhere, are none the worse for it; nor is who calls for help by another way. Bounded memory: the oldest is
 * forgotten first.
 */
import { type Flow, flatten, sourceAddress, sourcePort, sourceTransport } from '@mainline/sip'

export interface GuessLimits {
  /** Wrong passwords by one way, a port or a connection, within `windowMs` after which none is looked at for `refuseMs`. */
  failures: number
  /** The same, by whatever way of one source. */
  failuresOfSource: number
  windowMs: number
  refuseMs: number
  /** Names at sources remembered at most. */
  names: number
}

const DEFAULT_LIMITS: GuessLimits = {
  failures: 10,
  failuresOfSource: 50,
  windowMs: 600_000,
  refuseMs: 300_000,
  names: 20_000,
}

/** Names are longer than that only where somebody wants to fill our memory. */
const LONGEST_NAME = 128

interface Guessed {
  failures: number
  firstFailureAt: number
  refusedUntil: number
}

type Source = Pick<Flow, 'remoteAddress' | 'remotePort' | 'transport' | 'origin'>

export class GuessedNames {
  readonly #limits: GuessLimits
  readonly #names = new Map<string, Guessed>()

  constructor(limits: Partial<GuessLimits> = {}) {
    this.#limits = { ...DEFAULT_LIMITS, ...limits }
  }

  /** Names at sources that are remembered. */
  get size(): number {
    return this.#names.size
  }

  /**
   * How long nothing will be looked at that comes this way in this name, milliseconds; 0: it may prove itself.
   * @param now monotonic milliseconds
   * @param urgent somebody calls for help: what others at its source have guessed does not count
   */
  refusedFor(source: Source, username: string, now: number, urgent = false): number {
    if (this.#names.size === 0) return 0
    const key = keyOf(source, username)
    const own = this.#names.get(wayOf(key, source))?.refusedUntil ?? 0
    const whole = urgent ? 0 : (this.#names.get(key)?.refusedUntil ?? 0)
    return Math.max(0, own - now, whole - now)
  }

  /** Counts a wrong password. @returns true when it was one after which no other is looked at */
  wrong(source: Source, username: string, now: number): boolean {
    const { failures, failuresOfSource } = this.#limits
    const key = keyOf(source, username)
    const ofSource = this.#count(key, failuresOfSource, now)
    return this.#count(wayOf(key, source), failures, now) || ofSource
  }

  #count(key: string, most: number, now: number): boolean {
    const { windowMs, refuseMs } = this.#limits
    const guessed = this.#guessed(key, now)
    if (now - guessed.firstFailureAt > windowMs) {
      guessed.failures = 0
      guessed.firstFailureAt = now
    }
    guessed.failures += 1
    if (guessed.failures < most) return false
    guessed.refusedUntil = now + refuseMs
    guessed.failures = 0
    return true
  }

  #guessed(key: string, now: number): Guessed {
    const known = this.#names.get(key)
    if (known) return known
    if (this.#names.size >= this.#limits.names) this.#forgetOldest(now)
    const guessed = { failures: 0, firstFailureAt: now, refusedUntil: 0 }
    this.#names.set(key, guessed)
    return guessed
  }

  /** One that is refused is the last to be forgotten, or a flood of new names would let it guess on. */
  #forgetOldest(now: number): void {
    let looked = 0
    for (const [key, { refusedUntil }] of this.#names) {
      looked += 1
      if (refusedUntil <= now || looked > 100) {
        this.#names.delete(key)
        return
      }
    }
  }
}

const keyOf = (source: Source, username: string): string =>
  flatten(`${sourceAddress(source)} ${username.slice(0, LONGEST_NAME)}`)

const wayOf = (key: string, source: Source): string =>
  `${key} ${sourceTransport(source)} ${sourcePort(source)}`
