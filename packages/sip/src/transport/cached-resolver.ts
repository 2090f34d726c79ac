/**
 * DNS without waiting: answers are kept for as long as they say, questions of several calls at once are one, and none waits
 * long. When the server fails, what it said last holds for another day (RFC 8767).
 */
import type { Clock } from '../clock.ts'
import type { Resolver } from './network.ts'

/** What an answer is kept for when it does not say, ms: node:dns has a TTL for addresses only, and none of "no such record". */
const LIFE = 60_000
/** However long an answer says that it holds, a change of it is known after an hour, ms. */
const LONGEST_LIFE = 3_600_000
/** RFC 8767 §5 has one to three days. */
const STALE_LIFE = 86_400_000
/** For how long a question waits, ms. Two follow each other at most, SRV and addresses: a call then has four seconds. */
const PATIENCE = 2_000
/** As long as an old answer is at hand (RFC 8767 §5: less than the time for which people wait). */
const STALE_PATIENCE = 1_000
/** How long a server that failed is left in peace, ms: RFC 8767 §5. */
const REST = 30_000
/** Without an old answer every call fails until then. */
const SHORT_REST = 5_000
/** Names of one type; those that were asked for first are forgotten. */
const MOST_NAMES = 1_000

/** Asks `resolver` what it does not know. */
export function cachedResolver(resolver: Resolver, clock: Clock): Resolver {
  const naptr = new CachedAnswers(clock, (name) => resolver.naptr(name))
  const srv = new CachedAnswers(clock, (name) => resolver.srv(name))
  const a = new CachedAnswers(clock, (name) => resolver.a(name))
  const aaaa = new CachedAnswers(clock, (name) => resolver.aaaa(name))
  return {
    naptr: (name) => naptr.of(name),
    srv: (name) => srv.of(name),
    a: (name) => a.of(name),
    aaaa: (name) => aaaa.of(name),
  }
}

/** What is known of one name. */
interface Known<Answer> {
  /** Undefined: nothing but that the server failed. */
  answer: Answer | undefined
  freshUntil: number
  staleUntil: number
  /** The server failed: until then it is not asked again. */
  restUntil: number
  asked: Promise<Answer> | undefined
}

/** The answers to questions of one type. */
class CachedAnswers<Entry extends { readonly ttl?: number | undefined }> {
  readonly #clock: Clock
  readonly #ask: (name: string) => Promise<readonly Entry[]>
  readonly #names = new Map<string, Known<readonly Entry[]>>()

  constructor(clock: Clock, ask: (name: string) => Promise<readonly Entry[]>) {
    this.#clock = clock
    this.#ask = ask
  }

  /** Rejects when the server fails and has never said anything, or not for a day. */
  async of(asked: string): Promise<readonly Entry[]> {
    const name = asked.toLowerCase().replace(/\.$/, '')
    const known = this.#known(name)
    const now = this.#clock.now()
    if (known.answer !== undefined && now < known.freshUntil) return known.answer
    if (now >= known.staleUntil) known.answer = undefined
    if (now < known.restUntil) {
      if (known.answer !== undefined) return known.answer
      throw new Error(`DNS has just failed to answer for ${name}`)
    }
    known.asked ??= this.#question(name, known)
    return this.#answerInTime(name, known, known.asked)
  }

  #known(name: string): Known<readonly Entry[]> {
    const known = this.#names.get(name)
    if (known !== undefined) return known
    for (const oldest of this.#names.keys()) {
      if (this.#names.size < MOST_NAMES) break
      this.#names.delete(oldest)
    }
    const fresh = { answer: undefined, freshUntil: 0, staleUntil: 0, restUntil: 0, asked: undefined }
    this.#names.set(name, fresh)
    return fresh
  }

  /** Goes on when nobody waits any more: the next call has its answer. */
  async #question(name: string, known: Known<readonly Entry[]>): Promise<readonly Entry[]> {
    try {
      const answer = await this.#ask(name)
      const now = this.#clock.now()
      known.answer = answer
      known.freshUntil = now + lifeOf(answer)
      known.staleUntil = known.freshUntil + STALE_LIFE
      known.restUntil = 0
      return answer
    } catch (error) {
      this.#failed(known)
      throw error
    } finally {
      known.asked = undefined
    }
  }

  #answerInTime(
    name: string,
    known: Known<readonly Entry[]>,
    asked: Promise<readonly Entry[]>,
  ): Promise<readonly Entry[]> {
    const stale = known.answer
    return new Promise((resolve, reject) => {
      const instead = (error: unknown): void => (stale === undefined ? reject(error) : resolve(stale))
      const timer = this.#clock.after(stale === undefined ? PATIENCE : STALE_PATIENCE, () => {
        this.#failed(known)
        instead(new Error(`no answer from DNS for ${name}`))
      })
      asked.then(resolve, instead).finally(() => this.#clock.cancel(timer))
    })
  }

  #failed(known: Known<readonly Entry[]>): void {
    known.restUntil = this.#clock.now() + (known.answer === undefined ? SHORT_REST : REST)
  }
}

function lifeOf(answer: readonly { readonly ttl?: number | undefined }[]): number {
  const said = answer.flatMap(({ ttl }) => (ttl === undefined ? [] : [ttl * 1000]))
  return Math.min(...(said.length === 0 ? [LIFE] : said), LONGEST_LIFE)
}
