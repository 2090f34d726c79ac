/** What the counters of rtpengine tell about a party: whether it comes from where it said, and whether it comes at all. */

import type { Point } from './link-description.ts'
import type { StreamCounts } from './stream-counts.ts'

/** Where rtpengine is to look for a party. */
export interface Whereabouts extends Point {
  /** Its packets may come from another port than it said. */
  readonly isLearnt: boolean
}

export class PartyWatch {
  readonly #inactivity: number
  #learns = false
  #received = 0
  #refused = 0
  #silentSince: number | undefined

  /** @param inactivity milliseconds without a packet that are silence */
  constructor(inactivity: number) {
    this.#inactivity = inactivity
  }

  /** Nothing comes from where the party said it is, so that its source is to be learnt. */
  get learns(): boolean {
    return this.#learns
  }

  /** Counters begin anew. */
  begin(): void {
    this.#received = 0
    this.#refused = 0
  }

  /** The party has said where it is, anew. */
  forgetSource(): void {
    this.#learns = false
  }

  forgetSilence(): void {
    this.#silentSince = undefined
  }

  /**
   * Only from where it said it is the party heard at first. When more comes from elsewhere than from there, its router may have
   * changed the port: rtpengine learns that, and unlearns it when the address is nobody's that could be the party.
   * @returns silent: told after each such time that this lasts
   */
  look(
    { received, refused, address }: StreamCounts,
    whereabouts: Whereabouts,
    now: number,
  ): { readonly learns: boolean; readonly isSilent: boolean } {
    const taken = received - this.#received
    const strangers = refused - this.#refused
    this.#received = received
    this.#refused = refused
    this.#learns = whereabouts.isLearnt
      ? received === 0 || address === whereabouts.address
      : strangers > Math.max(0, taken)
    return { learns: this.#learns, isSilent: this.#isSilent(taken > 0, now) }
  }

  #isSilent(isHeard: boolean, now: number): boolean {
    if (isHeard) {
      this.#silentSince = undefined
      return false
    }
    this.#silentSince ??= now
    if (now - this.#silentSince < this.#inactivity) return false
    this.#silentSince = now
    return true
  }
}
