/**
 * Keeps strangers from costing anything (C2): a source that is neither a trunk nor a registered phone may send a few
 * messages a second; one that keeps failing authentication is shut out for a while. Bounded memory: the oldest
 * source is forgotten first.
 */
export interface SourceGuardLimits {
  /** Messages a second that an unknown source may send on average. */
  messagesPerSecond: number
  /** Messages it may send at once. */
  burst: number
  /** Failed authentications within `failureWindowMs` that lead to a ban. */
  failures: number
  failureWindowMs: number
  banMs: number
  /** Sources remembered at most. */
  sources: number
}

const DEFAULT_LIMITS: SourceGuardLimits = {
  messagesPerSecond: 20,
  burst: 60,
  failures: 10,
  failureWindowMs: 60_000,
  banMs: 600_000,
  sources: 20_000,
}

/** Trusted sources below which none is looked for that is over. */
const LEAST_SWEPT = 1_024

interface Source {
  tokens: number
  refilledAt: number
  failures: number
  firstFailureAt: number
  bannedUntil: number
}

export class SourceGuard {
  readonly #limits: SourceGuardLimits
  readonly #sources = new Map<string, Source>()
  /** Sources that are not limited, until when. Those that are over are forgotten when it has doubled. */
  readonly #trusted = new Map<string, number>()
  #sweepAt = LEAST_SWEPT
  #dropped = 0

  constructor(limits: Partial<SourceGuardLimits> = {}) {
    this.#limits = { ...DEFAULT_LIMITS, ...limits }
  }

  /** Messages dropped unread since start. */
  get dropped(): number {
    return this.#dropped
  }

  /**
   * May a message from this unknown source be read at all?
   * @param address the source's IP address
   * @param now monotonic milliseconds
   */
  admit(address: string, now: number): boolean {
    if (this.isTrusted(address, now)) return true
    const source = this.#source(address, now)
    if (source.bannedUntil > now) {
      this.#dropped += 1
      return false
    }
    const elapsed = now - source.refilledAt
    source.tokens = Math.min(
      this.#limits.burst,
      source.tokens + (elapsed * this.#limits.messagesPerSecond) / 1000,
    )
    source.refilledAt = now
    if (source.tokens < 1) {
      this.#dropped += 1
      return false
    }
    source.tokens -= 1
    return true
  }

  /** How long a source that was not admitted had better be silent, ms. @param now monotonic milliseconds */
  silentFor(address: string, now: number): number {
    const source = this.#sources.get(address)
    if (source === undefined) return 0
    if (source.bannedUntil > now) return source.bannedUntil - now
    return Math.max(0, ((1 - source.tokens) * 1000) / this.#limits.messagesPerSecond)
  }

  /**
   * Counts a failed authentication. Of a source that is not limited none is counted: others are behind it who have proved themselves.
   * @returns true when it was the one that gets the source banned
   */
  authenticationFailed(address: string, now: number): boolean {
    if (this.isTrusted(address, now)) return false
    const source = this.#source(address, now)
    if (now - source.firstFailureAt > this.#limits.failureWindowMs) {
      source.failures = 0
      source.firstFailureAt = now
    }
    source.failures += 1
    if (source.failures < this.#limits.failures) return false
    source.bannedUntil = now + this.#limits.banMs
    source.failures = 0
    return true
  }

  /**
   * A source that proved who it is starts afresh, and is not limited for a while.
   * @param until monotonic milliseconds, as `now`
   */
  authenticated(address: string, until: number, now: number): void {
    this.#sources.delete(address)
    this.expect(address, until, now)
  }

  /**
   * Phones that registered before this process began, or with another server, answer from this source when they are rung: it
   * is not limited meanwhile.
   * @param until monotonic milliseconds, as `now`
   */
  expect(address: string, until: number, now: number): void {
    if ((this.#trusted.get(address) ?? now) >= until) return
    this.#trusted.set(address, until)
    if (this.#trusted.size < this.#sweepAt) return
    for (const [known, end] of this.#trusted) if (end <= now) this.#trusted.delete(known)
    this.#sweepAt = Math.max(LEAST_SWEPT, this.#trusted.size * 2)
  }

  /** Sources that are remembered as not limited. */
  get trusted(): number {
    return this.#trusted.size
  }

  /** Whether it is not limited: somebody there has proved who it is, or was written to. @param now monotonic milliseconds */
  isTrusted(address: string, now: number): boolean {
    const until = this.#trusted.get(address)
    if (until === undefined) return false
    if (until > now) return true
    this.#trusted.delete(address)
    return false
  }

  #source(address: string, now: number): Source {
    const known = this.#sources.get(address)
    if (known) return known
    if (this.#sources.size >= this.#limits.sources) this.#forgetOldest(now)
    const source = {
      tokens: this.#limits.burst,
      refilledAt: now,
      failures: 0,
      firstFailureAt: now,
      bannedUntil: 0,
    }
    this.#sources.set(address, source)
    return source
  }

  /** A banned source is the last to be forgotten, or a flood of new addresses would lift every ban. */
  #forgetOldest(now: number): void {
    let looked = 0
    for (const [address, source] of this.#sources) {
      looked += 1
      if (source.bannedUntil <= now || looked > 100) {
        this.#sources.delete(address)
        return
      }
    }
  }
}
