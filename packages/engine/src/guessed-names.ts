/**
 * Slows down whoever guesses a password (C2), from wherever: after a few wrong ones for a name, nothing that this source says in that
 * name is looked at for a while. A source may be the NAT of a whole building: other names behind it, and the name elsewhere, are
 * none the worse for it. Bounded memory: the oldest is forgotten first.
 */
import { type Flow, flatten, sourceAddress, sourcePort, sourceTransport } from '@mainline/sip'

export interface GuessLimits {
  /** Wrong passwords within `windowMs` after which none is looked at for `refuseMs`. */
  failures: number
  windowMs: number
  refuseMs: number
  /** Names at sources remembered at most. */
  names: number
}

const DEFAULT_LIMITS: GuessLimits = {
  failures: 10,
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
  /** From where, at the source, the right password came: that phone goes on, whoever guesses beside it. */
  proven: string | undefined
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
   * How long nothing will be looked at that the source says in this name, milliseconds; 0: it may prove itself.
   * @param now monotonic milliseconds
   */
  refusedFor(source: Source, username: string, now: number): number {
    const known = this.#names.get(keyOf(source, username))
    if (known === undefined || known.proven === portOf(source)) return 0
    return Math.max(0, known.refusedUntil - now)
  }

  /** Counts a wrong password. @returns true when it was the one after which no other is looked at */
  wrong(source: Source, username: string, now: number): boolean {
    const { failures, windowMs, refuseMs } = this.#limits
    const guessed = this.#guessed(keyOf(source, username), now)
    if (guessed.proven === portOf(source)) guessed.proven = undefined
    if (now - guessed.firstFailureAt > windowMs) {
      guessed.failures = 0
      guessed.firstFailureAt = now
    }
    guessed.failures += 1
    if (guessed.failures < failures) return false
    guessed.refusedUntil = now + refuseMs
    guessed.failures = 0
    return true
  }

  /** The right password came. What failed before counts on: it may have come from elsewhere at the source. */
  right(source: Source, username: string): void {
    const known = this.#names.get(keyOf(source, username))
    if (known) known.proven = portOf(source)
  }

  #guessed(key: string, now: number): Guessed {
    const known = this.#names.get(key)
    if (known) return known
    if (this.#names.size >= this.#limits.names) this.#forgetOldest(now)
    const guessed = { failures: 0, firstFailureAt: now, refusedUntil: 0, proven: undefined }
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

const portOf = (source: Source): string => `${sourceTransport(source)} ${sourcePort(source)}`
