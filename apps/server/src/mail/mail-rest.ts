/**
 * Who does not take letters just now is left in peace for a while, one letter asking for all, and is known again by the first
 * letter that is taken: then nothing waits any longer that was put off. By the domain of the address.
 */

/** Rests after the first, second … refusal in a row; the last one again and again, ms. */
const rests = [5_000, 15_000, 30_000]

interface Refusals {
  readonly count: number
  /** ms since the epoch */
  readonly until: number
}

export class MailRest {
  readonly #refusals = new Map<string, Refusals>()
  /** Domains that have taken a letter from this process. */
  readonly #known = new Set<string>()

  /** Until when no letter goes to this domain, ms since the epoch; 0: now. */
  until(domain: string): number {
    return this.#refusals.get(domain)?.until ?? 0
  }

  /** Not taken now. @param now ms since the epoch @returns when the next letter may try */
  refused(domain: string, now: number): number {
    const before = this.#refusals.get(domain)
    // Others that were under way at the same time say the same.
    if (before && before.until > now) return before.until
    const count = (before?.count ?? 0) + 1
    const until = now + (rests[Math.min(count, rests.length) - 1] ?? 0)
    this.#refusals.set(domain, { count, until })
    return until
  }

  /** @returns whether letters may have been put off that can go now: by us, or by a process before us */
  accepted(domain: string): boolean {
    const wasResting = this.#refusals.delete(domain)
    const isNew = !this.#known.has(domain)
    this.#known.add(domain)
    return wasResting || isNew
  }
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()
