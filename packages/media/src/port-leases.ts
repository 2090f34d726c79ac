/**
 * The bound ports of one worker as the signalling thread counts them: leased at once, and rested before they serve again
 * as long as there are others. A call is never refused for the sake of a rest: late packets of the last call come from a
 * peer that the next one has not negotiated, and are dropped.
 */

/** A worker's slots: free ones in the order they came free, so that each rests as long as the traffic allows. */
export class PortLeases {
  readonly #quarantine: number
  readonly #now: () => number
  readonly #ports: number[] = []
  /** Never leased yet. */
  readonly #fresh: number[] = []
  /** Given back: slot and the moment from which it may serve again, oldest first, as a queue with a moving head. */
  #resting: number[] = []
  #restingUntil: number[] = []
  #head = 0
  #leased = 0

  /** `quarantine` in milliseconds of `now`. */
  constructor(quarantine: number, now: () => number) {
    this.#quarantine = quarantine
    this.#now = now
  }

  get leased(): number {
    return this.#leased
  }

  get bound(): number {
    return this.#ports.length
  }

  /** Slots given back and still resting; they are leased when there is no other. */
  get resting(): number {
    const now = this.#now()
    let count = 0
    for (let i = this.#resting.length - 1; i >= this.#head && (this.#restingUntil[i] ?? 0) > now; i -= 1)
      count += 1
    return count
  }

  get free(): number {
    return this.#ports.length - this.#leased - this.resting
  }

  /** Slots that can be leased without looking at the clock: a cheap lower bound of `free`. */
  get fresh(): number {
    return this.#fresh.length
  }

  /** More ports were bound; their slots follow those known so far. */
  add(ports: readonly number[]): void {
    for (const port of ports) {
      this.#fresh.push(this.#ports.length)
      this.#ports.push(port)
    }
    // Popped from the end: lowest slot first.
    this.#fresh.sort((a, b) => b - a)
  }

  portOf(slot: number): number {
    return this.#ports[slot] ?? 0
  }

  /**
   * Leases a slot: the longest rested, else one never used, else the one that has rested longest so far; undefined when
   * all are leased.
   */
  take(): number | undefined {
    const slot = this.#rested() ?? this.#fresh.pop() ?? this.#longestResting()
    if (slot !== undefined) this.#leased += 1
    return slot
  }

  /** Gives a slot back. */
  give(slot: number): void {
    this.#leased -= 1
    this.#resting.push(slot)
    this.#restingUntil.push(this.#now() + this.#quarantine)
  }

  #rested(): number | undefined {
    return (this.#restingUntil[this.#head] ?? Number.POSITIVE_INFINITY) <= this.#now()
      ? this.#longestResting()
      : undefined
  }

  #longestResting(): number | undefined {
    if (this.#head === this.#resting.length) return undefined
    const slot = this.#resting[this.#head]
    this.#head += 1
    if (this.#head > 1024 && this.#head * 2 > this.#resting.length) this.#compact()
    return slot
  }

  #compact(): void {
    this.#resting = this.#resting.slice(this.#head)
    this.#restingUntil = this.#restingUntil.slice(this.#head)
    this.#head = 0
  }
}
